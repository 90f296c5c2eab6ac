import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { wideScans } from "../../testing/index-reads.ts";
import { newWorkspace } from "../../testing/people.ts";
import { holdCredit } from "./hold-credit.ts";
import { settleHold } from "./settle-hold.ts";
import { fund, holdOf } from "./testing/fund.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env: { STARTING_GRANT_PT: "0" } });
});
afterAll(() => app.close());

const PAIRS = 150;

describe("a long history", () => {
  it("costs a posting no more rows than a short one", async () => {
    const workspace = await newWorkspace(app.kernel);
    await fund(app.kernel, workspace.id, 1_000_000n);
    for (let number = 0; number < PAIRS; number += 1) {
      const hold = await holdCredit(workspace.ctx, holdOf(10n, `pair-${number}`));
      const usage = { model: "parley/local", inputTokens: 1, outputTokens: 1, details: {} };
      await settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: 5n });
    }
    expect((await wideScans(app, ["ledger"])).join("\n")).toBe("");
  });
});
