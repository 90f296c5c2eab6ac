import type pg from "pg";
import { describe, expect, it } from "vitest";
import { TestClock } from "../../../kernel/clock.ts";
import type { Operation } from "./operations.ts";
import { PostingLane } from "./posting-lane.ts";

interface Sent {
  readonly ops: readonly (Operation & { readonly n: number })[];
  /** Answers this batch, as the database would. */
  answer(): void;
  fail(error: Error): void;
}

/** A pool that keeps what it is asked until the test answers it. */
function fakeDatabase() {
  const sent: Sent[] = [];
  let arrived = () => {};
  const query = ({ values }: { values: [string, Date] }) =>
    new Promise((resolve, reject) => {
      const ops: Sent["ops"] = JSON.parse(values[0]);
      const row = (op: Sent["ops"][number]) => ({
        n: op.n,
        outcome: "ok",
        sequence: 1n,
        amount: BigInt(op.amount),
        charged: null,
        available: 0n,
        held: 0n,
      });
      sent.push({ ops, answer: () => resolve({ rows: ops.map(row).reverse() }), fail: reject });
      arrived();
    });
  return {
    // The lane uses nothing of a pool but `query`.
    pool: { query } as unknown as pg.Pool,
    sent,
    async batch(index: number): Promise<Sent> {
      while (sent[index] === undefined) {
        await new Promise<void>((resolve) => {
          arrived = resolve;
        });
      }
      return sent[index];
    },
  };
}

const WORKSPACE = "00000000-0000-7000-8000-000000000001";

function hold(key: string, more: Partial<Operation> = {}): Operation {
  return { op: "hold", ws: WORKSPACE, hold: `hold-${key}`, key, amount: "1", ...more };
}

function settle(holdId: string, amount = "1"): Operation {
  return { op: "settle", ws: WORKSPACE, hold: holdId, amount };
}

function laneOn(database: ReturnType<typeof fakeDatabase>) {
  return new PostingLane(database.pool, new TestClock());
}

const lostConnection = (code: string) => Object.assign(new Error("the connection is gone"), { code });

describe("the posting lane", () => {
  it("sends what callers of one tick want in one batch, in their order", async () => {
    const database = fakeDatabase();
    const lane = laneOn(database);
    const posting = ["a", "b", "c"].map((key) => lane.post(hold(key)));
    const batch = await database.batch(0);
    expect(batch.ops.map((op) => [op.n, op.key])).toEqual([
      [0, "a"],
      [1, "b"],
      [2, "c"],
    ]);
    batch.answer();
    await Promise.all(posting);
    expect(database.sent).toHaveLength(1);
  });

  it("answers each caller with the row of its own number, whatever the order of the rows", async () => {
    const database = fakeDatabase();
    const lane = laneOn(database);
    const posting = Array.from({ length: 100 }, (_, n) => lane.post(hold(`k${n}`, { amount: `${n}` })));
    (await database.batch(0)).answer();
    const amounts = (await Promise.all(posting)).map((posted) => posted.amount);
    expect(amounts).toEqual(Array.from({ length: 100 }, (_, n) => BigInt(n)));
  });

  it("keeps a second operation of the same key for a later batch", async () => {
    const database = fakeDatabase();
    const lane = laneOn(database);
    const posting = [lane.post(hold("twice")), lane.post(hold("twice")), lane.post(hold("other"))];
    const first = await database.batch(0);
    expect(first.ops.map((op) => op.key)).toEqual(["twice", "other"]);
    first.answer();
    const second = await database.batch(1);
    expect(second.ops.map((op) => op.key)).toEqual(["twice"]);
    second.answer();
    await Promise.all(posting);
  });

  it("keeps a second settlement of the same hold for a later batch, whatever kind it is", async () => {
    const database = fakeDatabase();
    const lane = laneOn(database);
    const release: Operation = { op: "release", ws: WORKSPACE, hold: "h", amount: "0" };
    const posting = [lane.post(settle("h")), lane.post(release), lane.post(settle("i"))];
    const first = await database.batch(0);
    expect(first.ops.map((op) => [op.op, op.hold])).toEqual([
      ["settle", "h"],
      ["settle", "i"],
    ]);
    first.answer();
    (await database.batch(1)).answer();
    await Promise.all(posting);
  });

  it("takes the same key of two workspaces together: they are not the same", async () => {
    const database = fakeDatabase();
    const lane = laneOn(database);
    const there = WORKSPACE.replace(/1$/, "2");
    const posting = [lane.post(hold("same")), lane.post(hold("same", { ws: there }))];
    const batch = await database.batch(0);
    expect(batch.ops).toHaveLength(2);
    batch.answer();
    await Promise.all(posting);
  });

  it("never puts more than 256 operations in a batch, nor more than two batches under way", async () => {
    const database = fakeDatabase();
    const lane = laneOn(database);
    const posting = Array.from({ length: 1_000 }, (_, n) => lane.post(hold(`k${n}`)));
    await database.batch(1);
    expect(database.sent.map((batch) => batch.ops.length)).toEqual([256, 256]);
    (await database.batch(0)).answer();
    await database.batch(2);
    expect(database.sent).toHaveLength(3);
    (await database.batch(1)).answer();
    (await database.batch(2)).answer();
    (await database.batch(3)).answer();
    expect(await Promise.all(posting)).toHaveLength(1_000);
    const keys = database.sent.flatMap((batch) => batch.ops.map((op) => op.key));
    expect(new Set(keys).size).toBe(1_000);
    expect(keys).toHaveLength(1_000);
  });

  it("gathers what comes while it is busy, and takes it with the next batch", async () => {
    const database = fakeDatabase();
    const lane = laneOn(database);
    const early = [lane.post(hold("a"))];
    const first = await database.batch(0);
    early.push(lane.post(hold("b")));
    const second = await database.batch(1);
    const late = ["c", "d", "e"].map((key) => lane.post(hold(key)));
    first.answer();
    const third = await database.batch(2);
    expect(third.ops.map((op) => op.key)).toEqual(["c", "d", "e"]);
    second.answer();
    third.answer();
    await Promise.all([...early, ...late]);
  });

  it("tells callers that it is overloaded instead of growing without end, and recovers", async () => {
    const database = fakeDatabase();
    const lane = laneOn(database);
    const running = lane.post(hold("running"));
    const first = await database.batch(0);
    const other = lane.post(hold("other"));
    const second = await database.batch(1);
    const waiting = Array.from({ length: 20_000 }, (_, n) => lane.post(hold(`k${n}`)));
    await expect(lane.post(hold("one too many"))).rejects.toMatchObject({ code: "unavailable" });
    first.answer();
    second.answer();
    await Promise.all([running, other]);
    for (let n = 2; n < 2 + Math.ceil(20_000 / 256); n += 1) (await database.batch(n)).answer();
    await Promise.all(waiting);
    const again = lane.post(hold("again"));
    (await database.batch(database.sent.length)).answer();
    expect(await again).toMatchObject({ outcome: "ok" });
  });
});

describe("a batch that fails", () => {
  it("is posted one by one, so that a bad operation fails alone", async () => {
    const database = fakeDatabase();
    const lane = laneOn(database);
    const posting = Promise.allSettled(["a", "bad", "c"].map((key) => lane.post(hold(key))));
    (await database.batch(0)).fail(Object.assign(new Error("out of range"), { code: "22003" }));
    (await database.batch(1)).answer();
    (await database.batch(2)).fail(Object.assign(new Error("out of range"), { code: "22003" }));
    (await database.batch(3)).answer();
    expect((await posting).map((result) => result.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(database.sent.slice(1).map((batch) => batch.ops.map((op) => op.key))).toEqual([
      ["a"],
      ["bad"],
      ["c"],
    ]);
  });

  it("is given up when it held one operation only, with the database's own error", async () => {
    const database = fakeDatabase();
    const posting = laneOn(database).post(hold("bad"));
    (await database.batch(0)).fail(Object.assign(new Error("out of range"), { code: "22003" }));
    await expect(posting).rejects.toMatchObject({ code: "22003" });
    expect(database.sent).toHaveLength(1);
  });

  it.each(["08006", "57P01", "ECONNRESET", "EPIPE", "ECONNREFUSED"])(
    "is sent again unchanged when the connection is lost (%s)",
    async (code) => {
      const database = fakeDatabase();
      const lane = laneOn(database);
      const posting = [lane.post(hold("a")), lane.post(settle("b"))];
      const first = await database.batch(0);
      first.fail(lostConnection(code));
      const second = await database.batch(1);
      expect(second.ops).toEqual(first.ops);
      second.answer();
      expect(await Promise.all(posting)).toMatchObject([{ outcome: "ok" }, { outcome: "ok" }]);
    },
  );

  it("is given up after three lost connections, and does not go on one by one", async () => {
    const database = fakeDatabase();
    const lane = laneOn(database);
    const posting = Promise.allSettled([lane.post(hold("a")), lane.post(hold("b"))]);
    for (let n = 0; n < 3; n += 1) (await database.batch(n)).fail(lostConnection("08006"));
    expect((await posting).map((result) => result.status)).toEqual(["rejected", "rejected"]);
    expect(database.sent).toHaveLength(3);
  });

  it("does not stop the lane: what comes next is posted", async () => {
    const database = fakeDatabase();
    const lane = laneOn(database);
    const failing = lane.post(hold("bad"));
    (await database.batch(0)).fail(new Error("broken"));
    await expect(failing).rejects.toThrow("broken");
    const next = lane.post(hold("good"));
    (await database.batch(1)).answer();
    expect(await next).toMatchObject({ outcome: "ok" });
  });
});
