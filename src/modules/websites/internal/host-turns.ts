import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { siteOf } from "./page-address.ts";

/** Turns that are over for so long tell nothing any more. */
const FORGOTTEN_AFTER = "1 hour";
const FORGOTTEN_AT_ONCE = 100;

/**
 * Waits until the host of an address may be asked, and keeps it free for so long afterwards: from all crawls of it, of
 * whatever source, workspace and process. By the database's clock, since processes must agree on it.
 * @param delayMs between two requests; 0 asks at once
 * @throws the signal's reason
 */
export async function takeHostTurn(
  ctx: Ctx,
  address: string,
  delayMs: number,
  signal: AbortSignal,
): Promise<void> {
  if (delayMs <= 0) return;
  const waitMs = await inTransaction(ctx, (tx) => reserve(tx, address, Math.ceil(delayMs)));
  await wait(waitMs, undefined, { signal }).catch(() => signal.throwIfAborted());
}

/** @returns how long to wait for it, ms */
async function reserve(tx: Tx, address: string, delayMs: number): Promise<number> {
  const host = createHash("sha256").update(siteOf(address)).digest();
  const { rows } = await sql<{ wait: number }>`
    insert into websites.host_turn as turn (host, free_at)
    values (${host}, clock_timestamp() + ${delayMs} * interval '1 ms')
    on conflict (host) do update
      set free_at = greatest(turn.free_at, clock_timestamp()) + ${delayMs} * interval '1 ms'
    returning greatest(0, ceil(extract(epoch from free_at - clock_timestamp()) * 1000) - ${delayMs})::integer as wait`.execute(
    tx,
  );
  await sql`
    delete from websites.host_turn where host in (
      select host from websites.host_turn where free_at < clock_timestamp() - ${FORGOTTEN_AFTER}::interval
      limit ${FORGOTTEN_AT_ONCE} for update skip locked)`.execute(tx);
  return rows[0]?.wait ?? 0;
}
