import { CompiledQuery } from "kysely";
import type { Log } from "../log.ts";
import { type LineTiming, NOTIFY_CHANNEL, PostgresLine } from "./postgres-line.ts";
import type { Realtime } from "./realtime.ts";
import type { RedisLine } from "./redis-line.ts";
import { Subscribers } from "./subscribers.ts";
import { readParcel, Sender } from "./wire.ts";

export interface RealtimeOptions {
  readonly databaseUrl: string;
  /** Carries what is published outside transactions, for many processes with much traffic. */
  readonly redisUrl?: string | null;
  readonly log: Log;
  readonly timing?: Partial<LineTiming>;
}

/** @throws when PostgreSQL cannot be reached now; later breaks mend themselves */
export async function openRealtime(options: RealtimeOptions): Promise<Realtime> {
  const { log } = options;
  const sender = new Sender();
  const subscribers = new Subscribers(log);
  const events = { log, onText, onBackAgain: () => subscribers.resyncAll() };
  const timing = options.timing ?? {};

  const postgres = new PostgresLine({
    ...events,
    url: options.databaseUrl,
    missedNotice: () => sender.resync(),
    timing,
  });
  await postgres.open();
  const redis = options.redisUrl ? await openRedisLine(options.redisUrl) : null;

  /** The client is loaded only when it is needed. */
  async function openRedisLine(url: string): Promise<RedisLine> {
    const { RedisLine } = await import("./redis-line.ts");
    const { keepAliveMs } = timing;
    return RedisLine.open({ ...events, url, ...(keepAliveMs === undefined ? {} : { keepAliveMs }) });
  }

  function onText(text: string): void {
    const parcel = readParcel(text);
    if (parcel === null || parcel.origin === sender.origin) return;
    if (parcel.kind === "resync") {
      subscribers.resyncAll();
    } else if (subscribers.listens(parcel.channel)) {
      const message = parcel.json();
      if (message !== undefined) subscribers.deliver(parcel.channel, { type: "message", message });
    }
  }

  async function sendToOthers(text: string): Promise<void> {
    const outcome = redis === null ? "not-sent" : await redis.send(text);
    if (outcome === "not-sent") await postgres.send(text);
    if (outcome === "unknown") await postgres.send(sender.resync());
  }

  return {
    async publish(channel, message) {
      const text = sender.direct(channel, message);
      subscribers.deliver(channel, { type: "message", message });
      await sendToOthers(text);
    },
    async publishInTransaction(tx, channel, message) {
      const text = sender.inTransaction(channel, message);
      await tx.executeQuery(CompiledQuery.raw("select pg_notify($1, $2)", [NOTIFY_CHANNEL, text]));
    },
    subscribe: (channel, handler) => subscribers.add(channel, handler),
    async close() {
      subscribers.clear();
      await Promise.all([redis?.close(), postgres.close()]);
    },
  };
}
