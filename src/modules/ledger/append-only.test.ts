import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { newWorkspace } from "../../testing/people.ts";

let app: TestApp;
let application: pg.Client;
let workspaceId: string;
beforeAll(async () => {
  app = await testApp();
  workspaceId = (await newWorkspace(app.kernel)).id;
  application = new pg.Client({ connectionString: app.database.url });
  await application.connect();
  await application.query("select set_config('app.workspace_id', $1, false)", [workspaceId]);
});
afterAll(async () => {
  await application.end();
  await app.close();
});

const CHANGES = [
  "update ledger.transaction set available = 1",
  "delete from ledger.transaction",
  "truncate ledger.transaction",
];

describe("the journal", () => {
  it.each(CHANGES)("refuses its own database's superuser: %s", async (statement) => {
    await expect(app.adminPool.query(statement)).rejects.toMatchObject({ code: "23001" });
  });

  it.each([
    ...CHANGES,
    "insert into ledger.transaction select * from ledger.transaction",
    "update ledger.entry set amount = 1",
    "delete from ledger.entry",
    "update ledger.wallet set available = 1000000",
    "delete from ledger.wallet",
    "insert into ledger.wallet (workspace_id, funded, available) values (gen_random_uuid(), 1, 1)",
    "update ledger.grant set remaining = amount",
    "delete from ledger.open_hold",
    "update ledger.budget set limit_amount = 0",
  ])("gives the application no way around its functions: %s", async (statement) => {
    await expect(application.query(statement)).rejects.toMatchObject({
      code: expect.stringMatching(/^(42501|55000)$/),
    });
  });

  it("refuses a posting whose legs do not sum to zero, whoever writes it", async () => {
    await expect(
      app.adminPool.query(
        `insert into ledger.transaction (workspace_id, sequence, id, kind, at, idempotency_key, available, balance_after, purpose)
         values ($1, 999, gen_random_uuid(), 'grant', now(), 'forged', 5, 5, 'operator')`,
        [workspaceId],
      ),
    ).rejects.toMatchObject({ code: "23514" });
  });

  it.each(["available = available + 1", "available = -1, held = funded + 1", "held = held - 1"])(
    "refuses a wallet that does not balance, whoever writes it: %s",
    async (change) => {
      await expect(
        app.adminPool.query(`update ledger.wallet set ${change} where workspace_id = $1`, [workspaceId]),
      ).rejects.toMatchObject({ code: "23514" });
    },
  );
});
