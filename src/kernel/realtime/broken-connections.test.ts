import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../testing/database.ts";
import type { UnreliableProxy } from "../../testing/unreliable-proxy.ts";
import { createLog } from "../log.ts";
import { openRealtime } from "./open-realtime.ts";
import type { Realtime } from "./realtime.ts";
import { postgresOverProxy } from "./testing/postgres-over-proxy.ts";
import { everythingFrom, record } from "./testing/recorder.ts";

const log = createLog({ level: "silent", production: true });
const timing = { keepAliveMs: 50, answerWithinMs: 250, firstPauseMs: 10, longestPauseMs: 50 };
let database: TestDatabase;
let proxy: UnreliableProxy;
let shakyUrl = "";
/** Its connection goes over the proxy. */
let shaky: Realtime;
let steady: Realtime;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

beforeEach(async () => {
  ({ url: shakyUrl, proxy } = await postgresOverProxy(database.url));
  onTestFinished(() => proxy.close());
  shaky = await openRealtime({ databaseUrl: shakyUrl, log, timing });
  onTestFinished(() => shaky.close());
  steady = await openRealtime({ databaseUrl: database.url, log, timing });
  onTestFinished(() => steady.close());
});

describe.each([
  ["breaks", () => proxy.refuse()],
  ["goes silent", () => proxy.silence()],
])("when the connection %s", (_, fail) => {
  test("each subscriber is told to load again once it is back, and then gets messages as before", async () => {
    const [one, two] = [record(shaky, "a"), record(shaky, "b")];
    fail();
    await steady.publish("a", "missed");
    proxy.restore();
    await expect.poll(() => [one.resyncs(), two.resyncs()], { timeout: 10_000 }).toEqual([1, 1]);
    expect(one.messages()).toEqual([]);
    await steady.publish("a", "seen");
    await expect.poll(() => one.messages()).toEqual(["seen"]);
  });

  test("what could not be sent becomes a resync for the others, and publishing does not fail", async () => {
    const [own, far] = [record(shaky, "a"), record(steady, "a")];
    fail();
    await shaky.publish("a", 1);
    await shaky.publish("a", 2);
    expect(own.messages()).toEqual([1, 2]);
    expect(far.messages()).toEqual([]);
    proxy.restore();
    await expect.poll(() => far.resyncs(), { timeout: 10_000 }).toBe(1);
    expect(far.messages()).toEqual([]);
  });
});

test("a connection that the server ends is made again", async () => {
  const own = record(steady, "a");
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'realtime'",
  );
  await admin.end();
  await expect.poll(() => own.resyncs(), { timeout: 10_000 }).toBeGreaterThan(0);
  await everythingFrom(steady, steady);
});

test("a quiet connection is not taken for a dead one", async () => {
  const own = record(shaky, "a");
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  onTestFinished(() => admin.end());
  const lastStatement = async () => {
    const { rows } = await admin.query<{ pid: number; seen: Date }>(
      "select pid, state_change as seen from pg_stat_activity where application_name = 'realtime' and query = 'select 1' and datname = current_database() order by pid",
    );
    return rows;
  };
  await expect.poll(async () => (await lastStatement()).length).toBe(2);
  const before = await lastStatement();
  await expect.poll(async () => (await lastStatement())[0]?.seen).not.toEqual(before[0]?.seen);
  expect((await lastStatement()).map(({ pid }) => pid)).toEqual(before.map(({ pid }) => pid));
  expect(own.resyncs()).toBe(0);
});

test("an end while the connection is away leaves nothing behind", async () => {
  proxy.refuse();
  await shaky.publish("a", 1);
  await shaky.close();
  proxy.restore();
});

test("a database that cannot be reached at the start is told at once", async () => {
  proxy.refuse();
  await expect(openRealtime({ databaseUrl: shakyUrl, log, timing })).rejects.toThrow();
});
