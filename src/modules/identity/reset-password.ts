import type { z } from "zod";
import { recordAudit } from "../../kernel/audit.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { AppError } from "../../kernel/errors.ts";
import { resetPasswordInput } from "./contract.ts";
import type { Browser } from "./internal/browser.ts";
import { readLink, takeLink } from "./internal/email-links.ts";
import { hashPassword } from "./internal/password-hash.ts";
import { requireStrongPassword } from "./internal/password-weakness.ts";
import { dropSignUps } from "./internal/pending-sign-ups.ts";
import { replacePassword } from "./internal/replace-password.ts";
import { openSession, type SignedInBrowser } from "./internal/sessions.ts";
import { actingAs, findUserByEmail } from "./internal/users.ts";
import { markVerified } from "./internal/verified.ts";
import { presentUser } from "./present.ts";

/**
 * Sets a new password by a mailed link, ends every session of the account and opens one here. A weak
 * password leaves the link as it is.
 * @throws AppError link_invalid, weak_password
 */
export async function resetPassword(
  ctx: Ctx,
  input: z.input<typeof resetPasswordInput>,
  browser: Browser,
): Promise<SignedInBrowser> {
  const { token, password } = resetPasswordInput.parse(input);
  const email = await readLink(ctx, "reset", token);
  const user = await findUserByEmail(ctx.kernel.db.root, email);
  if (user === undefined) throw accountGone();
  requireStrongPassword(password, user);
  const passwordHash = await hashPassword(password, ctx.signal);
  return inTransaction(ctx, async (tx, ctx) => {
    await takeLink(ctx, tx, "reset", token);
    if (!(await replacePassword(ctx, tx, { user, passwordHash, except: null }))) throw accountGone();
    await dropSignUps(tx, email);
    const session = await openSession(ctx, tx, { userId: user.id, remember: false, browser });
    await markVerified(ctx, tx, user, session.sessionId);
    await recordAudit(actingAs(ctx, user.id, session.sessionId), tx, {
      action: "password.reset",
      target: { kind: "user", id: user.id },
    });
    return { ...session, user: presentUser({ ...user, email_verified_at: ctx.kernel.clock.now() }) };
  });
}

function accountGone(): AppError {
  return new AppError(
    "link_invalid",
    "The account has changed since this link was sent. Ask for a new link.",
  );
}
