import type { z } from "zod";
import { recordAudit } from "../../kernel/audit.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { AppError } from "../../kernel/errors.ts";
import { signInInput } from "./contract.ts";
import { type Browser, nameBrowser } from "./internal/browser.ts";
import { issueLinkJob } from "./internal/issue-link-job.ts";
import { verifyPassword } from "./internal/password-hash.ts";
import { pendingSignUps } from "./internal/pending-sign-ups.ts";
import { openSession, type SignedInBrowser } from "./internal/sessions.ts";
import { countSignIn, forgiveSignIn, type SignInCounters } from "./internal/sign-in-throttle.ts";
import type { Tables } from "./internal/tables.gen.ts";
import { actingAs, findUserByEmail, type UserRow } from "./internal/users.ts";
import { presentUser } from "./present.ts";

/**
 * Opens a session for the right password. An address without an account costs the same time and gets the
 * same answers, back-off included.
 * @throws AppError invalid_credentials, email_not_verified (the link is mailed again), too_many_requests
 */
export async function signIn(
  ctx: Ctx,
  input: z.input<typeof signInInput>,
  browser: Browser,
): Promise<SignedInBrowser> {
  const { email, password, remember } = signInInput.parse(input);
  const user = await findUserByEmail(ctx.kernel.db.root, email);
  const counters = await countSignIn(ctx, { email, userId: user?.id, browser });
  if (!(await verifyPassword(user?.password_hash, password, ctx.signal))) {
    await refuse(ctx, { email, password, browser });
  }
  if (!user?.password_hash) throw wrongCredentials();
  if (user.email_verified_at === null) throw await unverified(ctx, email);
  return open(ctx, user, user.password_hash, { remember, browser, counters });
}

/** A sign-up that waits for its link has a password, too: whoever knows it is told to look for the mail. */
async function refuse(
  ctx: Ctx,
  tried: { email: string; password: string; browser: Browser },
): Promise<never> {
  const waiting = await pendingSignUps(ctx, ctx.kernel.db.root, tried.email);
  const { hash } = nameBrowser(tried.browser);
  const pending = waiting.find((signUp) => signUp.browser_hash.equals(hash)) ?? waiting[0];
  if (await verifyPassword(pending?.password_hash, tried.password, ctx.signal))
    throw await unverified(ctx, tried.email);
  ctx.kernel.log.info({ ip: ctx.ip, requestId: ctx.requestId }, "Sign-in refused");
  throw wrongCredentials();
}

/** Locks the account's row: a password that changed since it was checked opens nothing. */
async function open(
  ctx: Ctx,
  user: UserRow,
  checkedHash: string,
  { remember, browser, counters }: { remember: boolean; browser: Browser; counters: SignInCounters },
): Promise<SignedInBrowser> {
  return inTransaction(ctx, async (tx, ctx) => {
    const unchanged = await tx
      .withTables<Tables>()
      .selectFrom("identity.user")
      .select("id")
      .where("id", "=", user.id)
      .where("password_hash", "=", checkedHash)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (unchanged === undefined) throw wrongCredentials();
    await forgiveSignIn(tx, counters);
    const session = await openSession(ctx, tx, { userId: user.id, remember, browser });
    await recordAudit(actingAs(ctx, user.id, session.sessionId), tx, {
      action: "session.opened",
      target: { kind: "user", id: user.id },
      details: { remembered: remember },
    });
    return { ...session, user: presentUser(user) };
  });
}

async function unverified(ctx: Ctx, email: string): Promise<AppError> {
  await inTransaction(ctx, (tx, ctx) =>
    ctx.kernel.events.enqueue(ctx, tx, issueLinkJob, { email, reason: "sign-up" }),
  );
  return new AppError(
    "email_not_verified",
    "Follow the link that was just mailed to you again, then sign in.",
  );
}

function wrongCredentials(): AppError {
  return new AppError(
    "invalid_credentials",
    "Check the address and the password, or have a reset link sent.",
  );
}
