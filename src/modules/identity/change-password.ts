import type { z } from "zod";
import { recordAudit } from "../../kernel/audit.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { AppError, validationFailed } from "../../kernel/errors.ts";
import { userOf } from "../../kernel/permissions.ts";
import { changePasswordInput } from "./contract.ts";
import { hashPassword, verifyPassword } from "./internal/password-hash.ts";
import { requireStrongPassword } from "./internal/password-weakness.ts";
import { replacePassword } from "./internal/replace-password.ts";
import { refuseWhileWaiting } from "./internal/sign-in-throttle.ts";
import { forgetAttempts, PER_SESSION_OWNER } from "./internal/throttle.ts";
import { loadUser, type UserRow } from "./internal/users.ts";

/**
 * Takes the current password for proof; all other sessions end, this one goes on.
 * @throws AppError validation_failed, weak_password, too_many_requests
 */
export async function changePassword(ctx: Ctx, input: z.input<typeof changePasswordInput>): Promise<void> {
  const userId = userOf(ctx);
  const { currentPassword, newPassword } = changePasswordInput.parse(input);
  const counter = { rule: PER_SESSION_OWNER, subject: userId };
  const user = await inTransaction(ctx, async (tx, ctx) => {
    await refuseWhileWaiting(ctx, tx, counter);
    return loadUser(tx, userId);
  });
  await requireCurrentPassword(ctx, user, currentPassword);
  requireStrongPassword(newPassword, user, "newPassword");
  const passwordHash = await hashPassword(newPassword, ctx.signal);
  await inTransaction(ctx, async (tx, ctx) => {
    await forgetAttempts(tx, counter);
    const except = ctx.actor.kind === "user" ? ctx.actor.sessionId : null;
    if (!(await replacePassword(ctx, tx, { user, passwordHash, except }))) {
      throw new AppError(
        "conflict",
        "The password was changed in another place. Sign in again with the new one.",
      );
    }
    await recordAudit(ctx, tx, { action: "password.changed", target: { kind: "user", id: userId } });
  });
}

async function requireCurrentPassword(ctx: Ctx, user: UserRow, given: string): Promise<void> {
  if (user.password_hash === null) {
    throw validationFailed([
      {
        path: "currentPassword",
        reason: "This account has no password yet. Have a reset link sent to set one.",
      },
    ]);
  }
  if (await verifyPassword(user.password_hash, given, ctx.signal)) return;
  throw validationFailed([{ path: "currentPassword", reason: "This is not your current password." }]);
}
