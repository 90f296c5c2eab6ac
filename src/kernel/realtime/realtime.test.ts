import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../testing/database.ts";
import type { Db, NoTables } from "../db/types.ts";
import { createLog } from "../log.ts";
import { openRealtime } from "./open-realtime.ts";
import { type JsonValue, MAX_MESSAGE_BYTES, type Realtime } from "./realtime.ts";
import { everythingFrom, record } from "./testing/recorder.ts";

const log = createLog({ level: "silent", production: true });
let database: TestDatabase;
let db: Db;
let here: Realtime;
let there: Realtime;

beforeAll(async () => {
  database = await testDatabase();
  db = new Kysely<NoTables>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: database.url }) }),
  });
  here = await openRealtime({ databaseUrl: database.url, log });
  there = await openRealtime({ databaseUrl: database.url, log });
});
afterAll(async () => {
  await Promise.all([here.close(), there.close(), db.destroy()]);
  await database.drop();
});

describe("a published message", () => {
  test("is with the subscribers of this process at once, with others soon, with each exactly once", async () => {
    const [near, nearToo, far] = [record(here, "a:1"), record(here, "a:1"), record(there, "a:1")];
    const published = here.publish("a:1", { text: "hello" });
    expect(near.messages()).toEqual([{ text: "hello" }]);
    await published;
    await everythingFrom(here, there);
    await everythingFrom(there, here);
    for (const recorder of [near, nearToo, far]) expect(recorder.messages()).toEqual([{ text: "hello" }]);
  });

  test("reaches only its own channel", async () => {
    const [near, far] = [record(here, "b:1"), record(there, "b:1")];
    await here.publish("b:2", 1);
    await here.publish("b:10", 1);
    await everythingFrom(here, there);
    expect([...near.deliveries, ...far.deliveries]).toEqual([]);
  });

  test("keeps its order among a thousand, awaited or not", async () => {
    const far = record(there, "c");
    const numbers = Array.from({ length: 1_000 }, (_, number) => number);
    await Promise.all(numbers.map((number) => here.publish("c", number)));
    await everythingFrom(here, there);
    expect(far.messages()).toEqual(numbers);
  });

  test("is not swallowed by an equal one", async () => {
    const far = record(there, "d");
    await Promise.all(Array.from({ length: 20 }, () => here.publish("d", "typing")));
    await everythingFrom(here, there);
    expect(far.messages()).toHaveLength(20);
  });

  test.each<JsonValue>([
    null,
    "",
    0,
    [],
    {},
    "a\u0000b",
    "\ud800",
    "line\nbreak 🔑",
    { deep: [[{ x: 'quo"te' }]] },
  ])("arrives as it was: %j", async (message) => {
    const far = record(there, "e");
    await here.publish("e", message);
    await everythingFrom(here, there);
    expect(far.messages()).toEqual([message]);
    far.stop();
  });

  test("may have 7,900 bytes in the longest channel and not one more", async () => {
    const channel = "f".repeat(80);
    const [near, far] = [record(here, channel), record(there, channel)];
    const largest = "é".repeat((MAX_MESSAGE_BYTES - 2) / 2);
    await here.publish(channel, largest);
    await expect(here.publish(channel, `${largest}x`)).rejects.toThrow(/7900 bytes; this one has 7901/);
    await everythingFrom(here, there);
    expect(near.messages()).toEqual([largest]);
    expect(far.messages()).toEqual([largest]);
  });

  test.each(["", "two words", "f".repeat(81), "ümlaut", "a\nb"])(
    "needs a channel, and %j is none",
    async (channel) => {
      await expect(here.publish(channel, 1)).rejects.toThrow(/channel/);
    },
  );
});

describe("a message published in a transaction", () => {
  test("is delivered exactly once everywhere when it commits", async () => {
    const [near, far] = [record(here, "t:1"), record(there, "t:1")];
    await db.transaction().execute(async (tx) => {
      await here.publishInTransaction(tx, "t:1", { n: 1 });
      await here.publishInTransaction(tx, "t:1", { n: 1 });
      await everythingFrom(here, there);
      expect([...near.deliveries, ...far.deliveries]).toEqual([]);
    });
    await expect.poll(() => near.messages()).toEqual([{ n: 1 }, { n: 1 }]);
    await everythingFrom(here, there);
    expect(far.messages()).toEqual([{ n: 1 }, { n: 1 }]);
    expect(near.messages()).toHaveLength(2);
  });

  test("never existed when it rolls back", async () => {
    const [near, far] = [record(here, "t:2"), record(there, "t:2")];
    const failing = db.transaction().execute(async (tx) => {
      await here.publishInTransaction(tx, "t:2", 1);
      throw new Error("rolled back");
    });
    await expect(failing).rejects.toThrow("rolled back");
    await everythingFrom(here, there);
    await everythingFrom(there, here);
    expect([...near.deliveries, ...far.deliveries]).toEqual([]);
  });

  test("that is too large leaves the transaction usable", async () => {
    await db.transaction().execute(async (tx) => {
      await expect(here.publishInTransaction(tx, "t:3", "x".repeat(8_000))).rejects.toThrow(/bytes/);
      await here.publishInTransaction(tx, "t:3", "fits");
    });
  });
});

describe("a subscription", () => {
  test("ends when told so, once or twice, and takes no other with it", async () => {
    const [ended, kept] = [record(there, "s:1"), record(there, "s:1")];
    ended.stop();
    ended.stop();
    await here.publish("s:1", 1);
    await everythingFrom(here, there);
    expect(ended.deliveries).toEqual([]);
    expect(kept.messages()).toEqual([1]);
  });

  test("that throws does no harm to the others", async () => {
    onTestFinished(
      there.subscribe("s:2", () => {
        throw new Error("broken subscriber");
      }),
    );
    const kept = record(there, "s:2");
    await here.publish("s:2", 1);
    await everythingFrom(here, there);
    expect(kept.messages()).toEqual([1]);
  });

  test("may end itself and others while it is called", async () => {
    const order: string[] = [];
    const stops = [
      here.subscribe("s:3", () => {
        order.push("first");
        for (const stop of stops) stop();
      }),
      here.subscribe("s:3", () => order.push("second")),
    ];
    await here.publish("s:3", 1);
    await here.publish("s:3", 2);
    expect(order).toEqual(["first"]);
  });
});

test("texts of others on the same PostgreSQL channel are ignored", async () => {
  const far = record(there, "x");
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  for (const text of ["", "garbage", "d12345678.0 x", "q12345678.0 x {}", "d12345678.0 x {broken"]) {
    await client.query("select pg_notify('kernel_realtime', $1)", [text]);
  }
  await client.end();
  await here.publish("x", "real");
  await expect.poll(() => far.messages()).toEqual(["real"]);
});

test("what was published before the end is still sent, and nothing after it fails", async () => {
  const far = record(there, "z");
  const leaving = await openRealtime({ databaseUrl: database.url, log });
  const own = record(leaving, "z");
  const published = Array.from({ length: 50 }, (_, number) => leaving.publish("z", number));
  await leaving.close();
  await Promise.all(published);
  await expect.poll(() => far.messages()).toHaveLength(50);
  await leaving.publish("z", "late");
  expect(own.messages()).not.toContain("late");
});
