import { hashToken } from "../../../kernel/crypto/tokens.ts";
import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { AppError } from "../../../kernel/errors.ts";
import { addressPrefix } from "./address-prefix.ts";
import { type Browser, isToken } from "./browser.ts";
import type { Tables } from "./tables.gen.ts";
import {
  type Counter,
  countAttempt,
  forgetAttempts,
  PER_ACCOUNT,
  PER_ADDRESS,
  PER_BROWSER,
  takeBackAttempt,
} from "./throttle.ts";

const NOBODY = "00000000-0000-0000-0000-000000000000";

/** What an attempt was counted against, to be forgiven when it was the owner's. */
export interface SignInCounters {
  readonly own: Counter;
  readonly shared: Counter | null;
}

/**
 * Counts an attempt to sign in. A browser in which the account's owner has signed in before has a counter
 * of its own, so that a stranger who keeps guessing elsewhere cannot keep the owner out (OWASP, "Slow down
 * online guessing attacks with device cookies"). All others share one for the account and one for the address.
 * @throws AppError too_many_requests
 */
export async function countSignIn(
  ctx: Ctx,
  { email, userId, browser }: { email: string; userId: string | undefined; browser: Browser },
): Promise<SignInCounters> {
  return inTransaction(ctx, async (tx, ctx) => {
    const known = await knownBrowser(tx, userId, browser);
    const counters: SignInCounters =
      known === null
        ? {
            own: { rule: PER_ACCOUNT, subject: email },
            shared: ctx.ip === null ? null : { rule: PER_ADDRESS, subject: addressPrefix(ctx.ip) },
          }
        : { own: { rule: PER_BROWSER, subject: known }, shared: null };
    await refuseWhileWaiting(ctx, tx, counters.own);
    if (counters.shared !== null) await refuseWhileWaiting(ctx, tx, counters.shared);
    return counters;
  });
}

/** After the right password. */
export async function forgiveSignIn(tx: Tx, { own, shared }: SignInCounters): Promise<void> {
  await forgetAttempts(tx, own);
  if (shared !== null) await takeBackAttempt(tx, shared);
}

/** Counts one attempt and refuses it while the counter makes callers wait; what was counted then rolls back. */
export async function refuseWhileWaiting(ctx: Ctx, tx: Tx, counter: Counter): Promise<void> {
  const waitMs = await countAttempt(ctx, tx, counter);
  if (waitMs === 0) return;
  const seconds = Math.ceil(waitMs / 1000);
  throw new AppError(
    "too_many_requests",
    `Too many attempts. Wait ${seconds} ${seconds === 1 ? "second" : "seconds"} and try again, or have a reset link sent.`,
    { retryAfterSeconds: seconds },
  );
}

async function knownBrowser(
  tx: Tx,
  userId: string | undefined,
  { browserToken }: Browser,
): Promise<string | null> {
  if (!isToken(browserToken)) return null;
  // Without an account the same question is asked about nobody: the time it takes tells nothing.
  const row = await tx
    .withTables<Tables>()
    .selectFrom("identity.known_browser")
    .select("user_id")
    .where("user_id", "=", userId ?? NOBODY)
    .where("browser_hash", "=", hashToken(browserToken))
    .executeTakeFirst();
  return row === undefined ? null : `${userId}:${browserToken}`;
}
