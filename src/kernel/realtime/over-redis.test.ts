import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../testing/database.ts";
import { redisKind, startTestRedis, type TestRedis } from "../../testing/redis-server.ts";
import { type UnreliableProxy, unreliableProxy } from "../../testing/unreliable-proxy.ts";
import type { NoTables } from "../db/types.ts";
import { createLog } from "../log.ts";
import { openRealtime } from "./open-realtime.ts";
import type { Realtime } from "./realtime.ts";
import { postgresOverProxy } from "./testing/postgres-over-proxy.ts";
import { everythingFrom, record } from "./testing/recorder.ts";

const log = createLog({ level: "silent", production: true });
const timing = { keepAliveMs: 100, answerWithinMs: 2_000, firstPauseMs: 10, longestPauseMs: 50 };

describe(`with ${redisKind}`, () => {
  let database: TestDatabase;
  let server: TestRedis;
  /** In front of the Redis of `here`; that of `there` is always in reach. */
  let proxy: UnreliableProxy;
  let steadyProxy: UnreliableProxy;
  let here: Realtime;
  let there: Realtime;

  beforeAll(async () => {
    [database, server] = await Promise.all([testDatabase(), startTestRedis()]);
    steadyProxy = await unreliableProxy({ path: server.socketPath });
  });
  afterAll(async () => {
    await steadyProxy.close();
    await Promise.all([database.drop(), server.stop()]);
  });
  beforeEach(async () => {
    proxy = await unreliableProxy({ path: server.socketPath });
    onTestFinished(() => proxy.close());
    here = await open(proxy);
    there = await open(steadyProxy);
  });

  async function open(over: UnreliableProxy, databaseUrl = database.url): Promise<Realtime> {
    const redisUrl = `redis://127.0.0.1:${over.port}`;
    const realtime = await openRealtime({ databaseUrl, redisUrl, log, timing });
    onTestFinished(() => realtime.close());
    return realtime;
  }

  test("a message is with each subscriber exactly once, in order", async () => {
    const [near, far] = [record(here, "a"), record(there, "a")];
    const numbers = Array.from({ length: 300 }, (_, number) => ({ number, text: "é🔑" }));
    await Promise.all(numbers.map((message) => here.publish("a", message)));
    await everythingFrom(here, there);
    await everythingFrom(there, here);
    expect(near.messages()).toEqual(numbers);
    expect(far.messages()).toEqual(numbers);
  });

  test("messages travel through Redis, so a break of PostgreSQL does not hold them up", async () => {
    const postgres = await postgresOverProxy(database.url);
    onTestFinished(() => postgres.proxy.close());
    const apart = await open(steadyProxy, postgres.url);
    const far = record(there, "p");
    postgres.proxy.refuse();
    await apart.publish("p", 1);
    await expect.poll(() => far.messages()).toEqual([1]);
    postgres.proxy.restore();
  });

  test("a message of a transaction still waits for its commit and comes once", async () => {
    const pool = new pg.Pool({ connectionString: database.url });
    const db = new Kysely<NoTables>({ dialect: new PostgresDialect({ pool }) });
    const [near, far] = [record(here, "t"), record(there, "t")];
    await db.transaction().execute(async (tx) => {
      await here.publishInTransaction(tx, "t", 1);
      await everythingFrom(here, there);
      expect(far.messages()).toEqual([]);
    });
    await expect.poll(() => [near.messages(), far.messages()]).toEqual([[1], [1]]);
    await db.destroy();
  });

  test("while Redis refuses connections, messages take the way over PostgreSQL", async () => {
    const [near, far] = [record(here, "a"), record(there, "a")];
    proxy.refuse();
    await expect
      .poll(async () => {
        await here.publish("a", "probe");
        return far.messages().length;
      })
      .toBeGreaterThan(0);
    await everythingFrom(here, there);
    const before = far.messages().length;
    for (const number of [1, 2, 3]) await here.publish("a", number);
    await there.publish("a", "missed");
    await expect.poll(() => far.messages().slice(before).filter(Number)).toEqual([1, 2, 3]);
    expect(near.messages()).not.toContain("missed");
    proxy.restore();
    await expect.poll(() => near.resyncs(), { timeout: 15_000 }).toBe(1);
  });

  test("when Redis goes silent, nobody is left with a gap that he does not know of", async () => {
    const [near, far] = [record(here, "a"), record(there, "a")];
    proxy.silence();
    await here.publish("a", 1);
    await expect.poll(() => far.resyncs(), { timeout: 15_000 }).toBeGreaterThan(0);
    await there.publish("a", 2);
    proxy.restore();
    await expect.poll(() => near.resyncs(), { timeout: 15_000 }).toBeGreaterThan(0);
    await there.publish("a", 3);
    await expect.poll(() => near.messages()).toEqual([1, 3]);
  }, 40_000);

  test("an installation starts while its Redis is away, and uses it when it comes", async () => {
    proxy.refuse();
    const late = await open(proxy);
    const own = record(late, "a");
    const far = record(there, "a");
    await late.publish("a", 1);
    await expect.poll(() => far.messages()).toEqual([1]);
    proxy.restore();
    await expect.poll(() => own.resyncs(), { timeout: 15_000 }).toBe(1);
    await there.publish("a", 2);
    await expect.poll(() => own.messages()).toEqual([1, 2]);
  }, 20_000);
});
