import { sql } from "kysely";
import { hashToken, newToken } from "../../../kernel/crypto/tokens.ts";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import type { User } from "../contract.ts";
import { type Browser, isToken, nameBrowser, USER_AGENT_LENGTH } from "./browser.ts";
import type { Tables } from "./tables.gen.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long a session lasts without use (`idleMs`, from its last use) and at most (`longestMs`). */
export const LIFETIMES = {
  remembered: { idleMs: 30 * DAY_MS, longestMs: 365 * DAY_MS },
  browser: { idleMs: 12 * HOUR_MS, longestMs: 7 * DAY_MS },
};
/** One more ends the one that was quiet the longest. Known browsers have the same bound. */
const SESSIONS_PER_PERSON = 50;

export interface OpenedSession {
  readonly sessionId: string;
  /** For the cookie; kept nowhere else. */
  readonly token: string;
  /** When the cookie ends; null: with the browser. */
  readonly cookieExpiresAt: Date | null;
  /** The browser's name, to be kept in its own cookie. */
  readonly browserToken: string;
}

/** What a verb that opens a session hands to the transport: the person, and what goes into cookies. */
export interface SignedInBrowser extends OpenedSession {
  readonly user: User;
}

/**
 * Opens a session under a token that nobody has seen before, so that none can be planted (session
 * fixation), and ends the one that the browser held.
 */
export async function openSession(
  ctx: Ctx,
  tx: Tx,
  { userId, remember, browser }: { userId: string; remember: boolean; browser: Browser },
): Promise<OpenedSession> {
  const { token, hash } = newToken();
  const now = ctx.kernel.clock.now();
  const life = remember ? LIFETIMES.remembered : LIFETIMES.browser;
  const expiresAt = new Date(now.getTime() + life.idleMs);
  const sessionId = ctx.kernel.newId();
  const named = nameBrowser(browser);
  await endHeldSession(tx, browser);
  await tx
    .withTables<Tables>()
    .insertInto("identity.session")
    .values({
      id: sessionId,
      user_id: userId,
      token_hash: hash,
      remembered: remember,
      ip: ctx.ip,
      user_agent: browser.userAgent.toWellFormed().replaceAll("\u0000", "").slice(0, USER_AGENT_LENGTH),
      created_at: now,
      last_seen_at: now,
      expires_at: expiresAt,
      ends_at: new Date(now.getTime() + life.longestMs),
    })
    .execute();
  await endSurplus(tx, userId);
  await rememberBrowser(tx, userId, named.hash, now);
  return { sessionId, token, cookieExpiresAt: remember ? expiresAt : null, browserToken: named.token };
}

/** @param except this one goes on. @returns how many ended */
export async function endSessions(ctx: Ctx, tx: Tx, userId: string, except: string | null): Promise<number> {
  let ending = tx.withTables<Tables>().deleteFrom("identity.session").where("user_id", "=", userId);
  if (except !== null) ending = ending.where("id", "<>", except);
  const ended = await ending.returning("id").execute();
  for (const { id } of ended) await announceEnd(ctx, tx, id);
  return ended.length;
}

/** Ends one session of a person. @returns whether it was there */
export async function endSession(ctx: Ctx, tx: Tx, userId: string, sessionId: string): Promise<boolean> {
  const ended = await tx
    .withTables<Tables>()
    .deleteFrom("identity.session")
    .where("id", "=", sessionId)
    .where("user_id", "=", userId)
    .returning("id")
    .executeTakeFirst();
  if (ended === undefined) return false;
  await announceEnd(ctx, tx, sessionId);
  return true;
}

/** Streams that the session has open end with it, in every process. */
function announceEnd(ctx: Ctx, tx: Tx, sessionId: string): Promise<void> {
  return ctx.kernel.realtime.publishInTransaction(tx, `session:${sessionId}`, { type: "session.ended" });
}

async function endHeldSession(tx: Tx, { sessionToken }: Browser): Promise<void> {
  if (!isToken(sessionToken)) return;
  const held = hashToken(sessionToken);
  await tx.withTables<Tables>().deleteFrom("identity.session").where("token_hash", "=", held).execute();
}

async function endSurplus(tx: Tx, userId: string): Promise<void> {
  await sql`
    delete from identity.session where id in (
      select id from identity.session where user_id = ${userId}
      order by last_seen_at desc, id desc offset ${SESSIONS_PER_PERSON})`.execute(tx);
}

/** From now on, guesses made elsewhere do not make the owner wait in this browser. */
async function rememberBrowser(tx: Tx, userId: string, hash: Buffer, now: Date): Promise<void> {
  const db = tx.withTables<Tables>();
  await db.updateTable("identity.user").set({ last_seen_at: now }).where("id", "=", userId).execute();
  await db
    .insertInto("identity.known_browser")
    .values({ user_id: userId, browser_hash: hash, last_seen_at: now })
    .onConflict((conflict) =>
      conflict.columns(["user_id", "browser_hash"]).doUpdateSet({ last_seen_at: now }),
    )
    .execute();
  await sql`
    delete from identity.known_browser where user_id = ${userId} and browser_hash in (
      select browser_hash from identity.known_browser where user_id = ${userId}
      order by last_seen_at desc, browser_hash offset ${SESSIONS_PER_PERSON})`.execute(tx);
}
