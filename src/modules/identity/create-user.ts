import { z } from "zod";
import { recordAudit } from "../../kernel/audit.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { forbidden } from "../../kernel/errors.ts";
import { signUpInput, type User, userVerified } from "./contract.ts";
import { issueLinkJob } from "./internal/issue-link-job.ts";
import { hashPassword } from "./internal/password-hash.ts";
import { requireStrongPassword } from "./internal/password-weakness.ts";
import { dropSignUps } from "./internal/pending-sign-ups.ts";
import { insertUser } from "./internal/users.ts";
import { presentUser } from "./present.ts";

const createUserInput = signUpInput.extend({
  /** The operator vouches for the address; otherwise a link is mailed. */
  verified: z.boolean().default(false),
});

/**
 * The operator makes an account; whether sign-up is open does not matter.
 * @throws AppError conflict when the address has an account, weak_password
 */
export async function createUser(ctx: Ctx, input: z.input<typeof createUserInput>): Promise<User> {
  if (ctx.actor.kind !== "operator") throw forbidden("Only the operator makes accounts for others.");
  const { email, name, password, verified } = createUserInput.parse(input);
  requireStrongPassword(password, { email, name });
  const passwordHash = await hashPassword(password, ctx.signal);
  return inTransaction(ctx, async (tx, ctx) => {
    const verifiedAt = verified ? ctx.kernel.clock.now() : null;
    const user = await insertUser(ctx, tx, { email, name, passwordHash, verifiedAt });
    await dropSignUps(tx, email);
    await recordAudit(ctx, tx, {
      action: "user.created",
      target: { kind: "user", id: user.id },
      details: { verified },
    });
    if (verified) await ctx.kernel.events.publish(ctx, tx, userVerified, { userId: user.id });
    else await ctx.kernel.events.enqueue(ctx, tx, issueLinkJob, { email, reason: "sign-up" });
    return presentUser(user);
  });
}
