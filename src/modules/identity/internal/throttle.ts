import { createHash } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";

/** So many attempts are free; each further one makes the next wait twice as long. All times in ms. */
export interface BackOff {
  readonly name: string;
  readonly free: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** After so long without an attempt the count begins anew. */
  readonly forgetAfterMs: number;
}

export interface Counter {
  readonly rule: BackOff;
  /** Whose attempts are counted; only its hash is stored. */
  readonly subject: string;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Guesses at one account from anywhere. */
export const PER_ACCOUNT: BackOff = backOff("account", 5, SECOND_MS, 5 * MINUTE_MS);
/** Guesses at any account from one address; offices share one, so more are free. */
export const PER_ADDRESS: BackOff = backOff("address", 20, SECOND_MS, 5 * MINUTE_MS);
/** Attempts at an account in a browser where its owner has signed in before: the only ones counted there. */
export const PER_BROWSER: BackOff = backOff("browser", 5, SECOND_MS, 5 * MINUTE_MS);
/** The current password, asked for again in an open session. */
export const PER_SESSION_OWNER: BackOff = backOff("owner", 5, SECOND_MS, 5 * MINUTE_MS);
/** Mails of one kind to one address, whoever asks for them. */
export const PER_MAILBOX: BackOff = backOff("mailbox", 5, MINUTE_MS, HOUR_MS);

function backOff(name: string, free: number, firstWaitMs: number, longestWaitMs: number): BackOff {
  return { name, free, firstWaitMs, longestWaitMs, forgetAfterMs: HOUR_MS + longestWaitMs };
}

/**
 * Counts an attempt before it is made, so that a hundred at once are a hundred. Nothing is counted while
 * the counter makes callers wait.
 * @returns ms to wait; 0 when the attempt may be made
 */
export async function countAttempt(ctx: Ctx, tx: Tx, { rule, subject }: Counter): Promise<number> {
  const now = ctx.kernel.clock.now();
  const forgotten = new Date(now.getTime() - rule.forgetAfterMs);
  const attempts = sql`case when t.last_at < ${forgotten} then 1 else t.attempts + 1 end`;
  const { rows } = await sql`
    insert into identity.throttle as t (key, attempts, blocked_until, last_at)
    values (${keyOf(rule, subject)}, 1, ${now}, ${now})
    on conflict (key) do update
      set attempts = ${attempts}, blocked_until = ${now}::timestamptz + ${waitAfter(rule, attempts)}, last_at = ${now}
      where t.blocked_until <= ${now}
    returning 1`.execute(tx);
  if (rows.length > 0) return 0;
  const blocked = await sql<{ blocked_until: Date }>`
    select blocked_until from identity.throttle where key = ${keyOf(rule, subject)}`.execute(tx);
  return Math.max(1, (blocked.rows[0]?.blocked_until.getTime() ?? 0) - now.getTime());
}

/** The attempt was the owner's: all that was counted is forgotten. */
export async function forgetAttempts(tx: Tx, { rule, subject }: Counter): Promise<void> {
  await sql`delete from identity.throttle where key = ${keyOf(rule, subject)}`.execute(tx);
}

/** Takes one attempt back. An address must not be cleared by signing in to an account of one's own. */
export async function takeBackAttempt(tx: Tx, { rule, subject }: Counter): Promise<void> {
  await sql`
    update identity.throttle set attempts = greatest(attempts - 1, 0), blocked_until = last_at
    where key = ${keyOf(rule, subject)}`.execute(tx);
}

function waitAfter(rule: BackOff, attempts: RawBuilder<unknown>): RawBuilder<unknown> {
  const doublings = sql`least(greatest(${attempts} - ${rule.free + 1}::int, 0), 30)`;
  const waitMs = sql`least(${rule.firstWaitMs}::bigint * (1::bigint << (${doublings})), ${rule.longestWaitMs}::bigint)`;
  return sql`case when ${attempts} <= ${rule.free}::int then interval '0' else ${waitMs} * interval '1 millisecond' end`;
}

function keyOf(rule: BackOff, subject: string): Buffer {
  return createHash("sha256").update(`${rule.name}\n${subject}`).digest();
}
