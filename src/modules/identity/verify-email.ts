import type { z } from "zod";
import { recordAudit } from "../../kernel/audit.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { Tx } from "../../kernel/db/types.ts";
import { AppError } from "../../kernel/errors.ts";
import { verifyEmailInput } from "./contract.ts";
import { type Browser, nameBrowser } from "./internal/browser.ts";
import { takeLink } from "./internal/email-links.ts";
import { issueLinkJob } from "./internal/issue-link-job.ts";
import { chooseSignUp, dropSignUps, pendingSignUps } from "./internal/pending-sign-ups.ts";
import { openSession, type SignedInBrowser } from "./internal/sessions.ts";
import { findUserByEmail, insertUser, type UserRow } from "./internal/users.ts";
import { markVerified } from "./internal/verified.ts";
import { presentUser } from "./present.ts";

/**
 * Follows the link of a sign-up: the account comes into being, or is marked as verified, and a session opens.
 * @throws AppError link_invalid
 */
export async function verifyEmail(
  ctx: Ctx,
  input: z.input<typeof verifyEmailInput>,
  browser: Browser,
): Promise<SignedInBrowser> {
  const { token } = verifyEmailInput.parse(input);
  return inTransaction(ctx, async (tx, ctx) => {
    const email = await takeLink(ctx, tx, "verify", token);
    const user = (await findUserByEmail(tx, email)) ?? (await makeAccount(ctx, tx, email, browser));
    await dropSignUps(tx, email);
    const session = await openSession(ctx, tx, { userId: user.id, remember: false, browser });
    await markVerified(ctx, tx, user, session.sessionId);
    return { ...session, user: presentUser({ ...user, email_verified_at: ctx.kernel.clock.now() }) };
  });
}

async function makeAccount(ctx: Ctx, tx: Tx, email: string, browser: Browser): Promise<UserRow> {
  const chosen = chooseSignUp(await pendingSignUps(ctx, tx, email), nameBrowser(browser).hash);
  if (chosen === undefined) throw new AppError("link_invalid", "This sign-up has expired. Sign up again.");
  const user = await insertUser(ctx, tx, { email, ...chosen, verifiedAt: null });
  await recordAudit(ctx, tx, { action: "user.signed-up", target: { kind: "user", id: user.id } });
  if (chosen.passwordHash === null) {
    await ctx.kernel.events.enqueue(ctx, tx, issueLinkJob, { email, reason: "reset" });
  }
  return user;
}
