import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { BALANCED, booksOf, faultsInBooks } from "../../testing/books.ts";
import { newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { holdCredit } from "./hold-credit.ts";
import { settleHold } from "./settle-hold.ts";
import { fund, holdOf } from "./testing/fund.ts";

let app: TestApp;
/** Logged in as the application, as a program that got hold of its password would be. */
let application: pg.Client;
let workspace: TestWorkspace;
let openHold: string;

beforeAll(async () => {
  app = await testApp({ env: { STARTING_GRANT_PT: "0" } });
  application = new pg.Client({ connectionString: app.database.url });
  await application.connect();
});
afterAll(async () => {
  await application.end();
  await app.close();
});

const usage = { model: "parley/local", inputTokens: 1, outputTokens: 1, details: {} };

/** 1,000 in, 100 of it used, 200 held. */
async function standing(): Promise<void> {
  workspace = await newWorkspace(app.kernel);
  await fund(app.kernel, workspace.id, 1_000n);
  const spent = await holdCredit(workspace.ctx, holdOf(100n, "spent"));
  await settleHold(workspace.ctx, { ...usage, holdId: spent.id, costMicroPt: 100n });
  openHold = (await holdCredit(workspace.ctx, holdOf(200n, "open"))).id;
}

const STANDING = { available: 700n, held: 200n, used: 100n, openHolds: 200n, transactions: 4n, ...BALANCED };

async function post(ops: unknown): Promise<string[]> {
  const { rows } = await application.query<{ outcome: string }>(
    "select outcome from ledger.post($1::json, $2) order by n",
    [typeof ops === "string" ? ops : JSON.stringify(ops), app.clock.now()],
  );
  return rows.map((row) => row.outcome);
}

function holdOp(more: Readonly<Record<string, unknown>> = {}) {
  return {
    n: 0,
    op: "hold",
    ws: workspace.id,
    hold: app.kernel.newId(),
    key: `hold:${app.kernel.newId()}`,
    amount: "10",
    lease: new Date(app.clock.now().getTime() + 60_000).toISOString(),
    purpose: "chat",
    ...more,
  };
}

function settleOp(more: Readonly<Record<string, unknown>> = {}) {
  return { n: 0, op: "settle", ws: workspace.id, hold: openHold, amount: "10", ...more };
}

async function expectNothingChanged(): Promise<void> {
  expect(await booksOf(app.adminPool, workspace.id)).toMatchObject(STANDING);
  expect(await faultsInBooks(app.adminPool)).toEqual([]);
}

describe("what is no list of operations", () => {
  it.each(["{}", "1", '"hold"', "[1]", "[[]]", "[null]", "[", "", "NaN"])("is refused: %s", async (ops) => {
    await standing();
    await expect(post(ops)).rejects.toMatchObject({ code: expect.stringMatching(/^22/) });
    await expectNothingChanged();
  });

  it.each(["[{}]", '[{"op":"hold"}]', '[{"n":0,"unknown":true}]'])(
    "is refused without an operation or an amount: %s",
    async (ops) => {
      await standing();
      await expect(post(ops)).rejects.toMatchObject({ code: expect.stringMatching(/^22/) });
      await expectNothingChanged();
    },
  );

  it("does nothing when it is empty", async () => {
    await standing();
    await post("[]");
    await expectNothingChanged();
  });
});

describe("a hold", () => {
  it.each([
    ["hold", null],
    ["key", null],
    ["amount", null],
    ["lease", null],
    ["purpose", null],
    ["hold", "x"],
    ["hold", 7],
    ["ws", "x"],
    ["ws", {}],
    ["amount", "ten"],
    ["amount", "1.5"],
    ["amount", 1.5],
    ["amount", true],
    ["amount", "1e3"],
    ["amount", []],
    ["amount", "0"],
    ["amount", "-10"],
    ["amount", "9223372036854775808"],
    ["amount", "1".repeat(400)],
    ["lease", "yesterday, perhaps"],
    ["lease", { at: 1 }],
    ["user", "me"],
    ["apiKey", 12],
    ["input", "many"],
    ["n", "first"],
  ])("with %s = %j is refused", async (field, value) => {
    await standing();
    await expect(post([holdOp({ [field]: value })])).rejects.toMatchObject({
      code: expect.stringMatching(/^(22|23)/),
    });
    await expectNothingChanged();
  });

  it("of more than there is, up to the largest number, is insufficient", async () => {
    await standing();
    const ops = ["701", "1000000000000000"].map((amount, n) => holdOp({ n, amount }));
    expect(await post(ops)).toEqual(["insufficient", "insufficient"]);
    await expect(post([holdOp({ amount: "9223372036854775807" })])).rejects.toMatchObject({ code: "22003" });
    await expectNothingChanged();
  });

  it.each([
    ["no workspace", () => ({ ws: null })],
    ["a workspace that does not exist", () => ({ ws: app.kernel.newId() })],
  ])("in %s is insufficient", async (_, fault) => {
    await standing();
    expect(await post([holdOp(fault())])).toEqual(["insufficient"]);
    await expectNothingChanged();
  });

  it("takes no credit twice through one key or one id in a batch", async () => {
    await standing();
    await expect(post([holdOp({ key: "hold:x" }), holdOp({ n: 1, key: "hold:x" })])).rejects.toMatchObject({
      code: "23505",
    });
    const hold = app.kernel.newId();
    await expect(post([holdOp({ hold }), holdOp({ n: 1, hold })])).rejects.toMatchObject({ code: "23505" });
    await expectNothingChanged();
  });

  it("under the id of a hold that is open is refused", async () => {
    await standing();
    await expect(post([holdOp({ hold: openHold })])).rejects.toMatchObject({ code: "23505" });
    await expectNothingChanged();
  });

  it("under the key of a settlement or a grant is not taken for it", async () => {
    await standing();
    const { rows } = await app.adminPool.query<{ key: string }>(
      "select idempotency_key as key from ledger.transaction where workspace_id = $1 and kind <> 'hold'",
      [workspace.id],
    );
    expect(await post(rows.map(({ key }, n) => holdOp({ n, key })))).toEqual(rows.map(() => "mismatch"));
    await expectNothingChanged();
  });
});

describe("a settlement", () => {
  it.each([null, "ten", "1.5", 0.1, {}, "9223372036854775808", "9223372036854775807"])(
    "of %j is refused",
    async (amount) => {
      await standing();
      await expect(post([settleOp({ amount })])).rejects.toMatchObject({
        code: expect.stringMatching(/^(22|23)/),
      });
      await expectNothingChanged();
    },
  );

  it("of less than nothing is refused: credit is not won by using", async () => {
    await standing();
    await expect(post([settleOp({ amount: "-50" })])).rejects.toMatchObject({
      code: expect.stringMatching(/^(22|23)/),
    });
    await expectNothingChanged();
  });

  it("twice in one batch is refused as a whole", async () => {
    await standing();
    await expect(post([settleOp(), settleOp({ n: 1, amount: "20" })])).rejects.toMatchObject({
      code: expect.stringMatching(/^(23505|23514)$/),
    });
    await expect(post([settleOp(), settleOp({ n: 1, op: "release" })])).rejects.toMatchObject({
      code: expect.stringMatching(/^(23505|23514)$/),
    });
    await expectNothingChanged();
  });

  it.each(["settle", "release"])("of another workspace's hold finds nothing to %s", async (op) => {
    await standing();
    const stranger = await newWorkspace(app.kernel);
    await fund(app.kernel, stranger.id, 50n);
    expect(await post([settleOp({ op, ws: stranger.id })])).toEqual(["unknown"]);
    expect(await booksOf(app.adminPool, stranger.id)).toMatchObject({
      available: 50n,
      used: 0n,
      ...BALANCED,
    });
    await expectNothingChanged();
  });

  it.each([
    ["no hold", null],
    ["a hold that never was", "00000000-0000-7000-8000-000000000000"],
  ])("of %s finds nothing", async (_, hold) => {
    await standing();
    expect(await post([settleOp({ hold }), settleOp({ n: 1, hold, op: "release" })])).toEqual([
      "unknown",
      "unknown",
    ]);
    await expectNothingChanged();
  });

  it.each(["Settle", "grant", "", "hold; drop table ledger.wallet", null, 5])(
    "that is an operation nobody knows changes nothing: %j",
    async (op) => {
      await standing();
      await post([settleOp({ op })]).catch(() => []);
      await expectNothingChanged();
    },
  );

  it("keeps its neighbours' charges when hostile text travels in its details", async () => {
    await standing();
    const details = {
      note: "'); delete from ledger.transaction; --",
      kind: "grant",
      late: true,
      reason: "x",
    };
    expect(await post([settleOp({ details, model: "'; select 1" })])).toEqual(["ok"]);
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({
      available: 890n,
      held: 0n,
      used: 110n,
      ...BALANCED,
    });
  });
});

describe("the other functions of the ledger", () => {
  it.each([
    [
      "a grant of nothing",
      "select ledger.add_grant($1, 'k', gen_random_uuid(), 0, 'operator', null, null, '', now())",
    ],
    [
      "a negative grant",
      "select ledger.add_grant($1, 'k', gen_random_uuid(), -5, 'operator', null, null, '', now())",
    ],
    [
      "a grant of null",
      "select ledger.add_grant($1, 'k', gen_random_uuid(), null, 'operator', null, null, '', now())",
    ],
    [
      "a grant from nowhere",
      "select ledger.add_grant($1, 'k', gen_random_uuid(), 5, 'heaven', null, null, '', now())",
    ],
    ["a negative budget", "select ledger.put_budget($1, gen_random_uuid(), null, 'day', -1, now())"],
    ["a budget per year", "select ledger.put_budget($1, gen_random_uuid(), null, 'year', 1, now())"],
    ["attributing by hand", "select ledger.attribute_usage($1)"],
    ["expiring by hand", "select ledger.expire_grants($1, 'infinity')"],
    ["reserving by hand", "select ledger.reserve_budgets($1, null, 1, now())"],
    ["charging by hand", "select ledger.charge_budgets($1, '{}', 1, 1, now())"],
  ])("refuse the application %s", async (_, statement) => {
    await standing();
    await expect(application.query(statement, [workspace.id])).rejects.toMatchObject({
      code: expect.stringMatching(/^(22|23|42501)/),
    });
    await expectNothingChanged();
  });
});
