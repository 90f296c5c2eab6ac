import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { encodeCursor } from "../../kernel/http/page.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { freshWorkspaces } from "../../testing/fresh-workspaces.ts";
import { newMember, newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { getWallet } from "./get-wallet.ts";
import { holdCredit } from "./hold-credit.ts";
import { releaseHold } from "./settle-hold.ts";
import { expireCredit, releaseLapsedHolds } from "./sweep.ts";
import { fund, holdOf } from "./testing/fund.ts";
import { page, spend, wholeStatement } from "./testing/statement.ts";

const DAY_MS = 86_400_000;
let app: TestApp;
const freshWorkspace = freshWorkspaces();
let workspace: TestWorkspace;
beforeAll(async () => {
  app = await testApp({ env: { STARTING_GRANT_PT: "0" } });
});
beforeEach(async () => {
  workspace = await freshWorkspace(app.kernel);
});
afterAll(() => app.close());

async function owned(): Promise<bigint> {
  const wallet = await getWallet(workspace.ctx);
  return BigInt(wallet.availableMicroPt) + BigInt(wallet.heldMicroPt);
}

describe("the running balance", () => {
  it("is the wallet's after every posting of every kind, and each amount is the step to it", async () => {
    const { ctx, id } = workspace;
    const inADay = new Date(app.clock.now().getTime() + DAY_MS);
    const steps: (() => Promise<unknown>)[] = [
      () => fund(app.kernel, id, 1_000n),
      () => fund(app.kernel, id, 500n, { source: "promotion", expiresAt: inADay }),
      () => spend(ctx, 120n),
      () => spend(ctx, 1n, { purpose: "api" }),
      async () => releaseHold(ctx, (await holdCredit(ctx, holdOf(50n, "given back"))).id, "test"),
      () => holdCredit(ctx, holdOf(70n, "stays open")),
      async () => {
        app.clock.advance(DAY_MS);
        await expireCredit(app.kernel);
      },
      () => releaseLapsedHolds(app.kernel),
      () => spend(ctx, 300n),
    ];
    for (const step of steps) {
      await step();
      const [newest] = (await page(ctx, { includeHolds: true, limit: 1 })).items;
      expect(BigInt(newest?.balanceMicroPt ?? -1)).toBe(await owned());
    }
    const entries = await wholeStatement(ctx, { includeHolds: true });
    expect(new Set(entries.map((entry) => entry.kind))).toEqual(
      new Set(["grant", "hold", "usage", "release", "expiry"]),
    );
    for (const [n, entry] of entries.entries()) {
      const before = BigInt(entries[n + 1]?.balanceMicroPt ?? 0);
      expect(BigInt(entry.balanceMicroPt)).toBe(before + BigInt(entry.amountMicroPt));
    }
  });

  it("leaves out holds unless they are asked for, and still adds up: they move nothing that is owned", async () => {
    const { ctx, id } = workspace;
    await fund(app.kernel, id, 1_000n);
    await spend(ctx, 100n);
    await spend(ctx, 200n);
    const shown = await wholeStatement(ctx);
    expect(shown.map((entry) => [entry.kind, entry.amountMicroPt, entry.balanceMicroPt])).toEqual([
      ["usage", "-200", "700"],
      ["usage", "-100", "900"],
      ["grant", "1000", "1000"],
    ]);
    expect(await wholeStatement(ctx, { includeHolds: true })).toHaveLength(5);
  });
});

describe("the statement", () => {
  it("says what, who, with which model and how many tokens, in words for people", async () => {
    const { ctx, id } = workspace;
    const member = await newMember(workspace, "member", "Bruno Costa");
    await fund(app.kernel, id, 1_000n, { source: "purchase", note: "Invoice 7" });
    await spend(member.inside, 5n, { subjectId: "0193a0e0-0000-7000-8000-000000000001" });
    const key = { kind: "api-key", keyId: "0193a0e0-0000-7000-8000-0000000000aa", name: "Program" } as const;
    await spend({ ...ctx, actor: key }, 7n, { purpose: "api" }, { apiKeyName: "Program" });
    await spend(ctx, 3n, { purpose: "something new" });
    expect((await page(ctx)).items).toMatchObject([
      { what: "Usage", by: { kind: "user", name: workspace.owner.name } },
      { what: "API call", by: { kind: "api-key", name: "Program" }, conversationId: null },
      {
        what: "Answer",
        by: { kind: "user", id: member.id, name: "Bruno Costa" },
        model: "parley/local",
        inputTokens: 10,
        outputTokens: 20,
        conversationId: "0193a0e0-0000-7000-8000-000000000001",
      },
      {
        what: "Credits bought",
        subject: "Invoice 7",
        by: { kind: "system", name: "Parley" },
        model: null,
        inputTokens: null,
      },
    ]);
  });

  it("is filtered by kind, person, model and time, alone and together", async () => {
    const { ctx, id } = workspace;
    const member = await newMember(workspace, "member");
    await fund(app.kernel, id, 1_000n);
    await spend(ctx, 1n);
    await spend(ctx, 2n, { model: "acme/large" });
    const noon = app.clock.now().toISOString();
    app.clock.advance(1_000);
    await spend(member.inside, 3n);
    await spend(member.inside, 4n, { model: "acme/large" });
    const amounts = async (query: Parameters<typeof page>[1]) =>
      (await page(ctx, query)).items.map((entry) => Number(entry.amountMicroPt));
    expect(await amounts({ kind: "grant" })).toEqual([1_000]);
    expect(await amounts({ kind: "hold" })).toEqual([0, 0, 0, 0]);
    expect(await amounts({ userId: member.id })).toEqual([-4, -3]);
    expect(await amounts({ model: "acme/large" })).toEqual([-4, -2]);
    expect(await amounts({ model: "acme/large", userId: member.id })).toEqual([-4]);
    expect(await amounts({ to: app.clock.now().toISOString() })).toEqual([-2, -1, 1_000]);
    expect(await amounts({ from: app.clock.now().toISOString() })).toEqual([-4, -3]);
    expect(await amounts({ from: noon, to: noon })).toEqual([]);
    expect(await amounts({ model: "' or true --" })).toEqual([]);
    expect(await amounts({ userId: workspace.id })).toEqual([]);
  });

  it("comes in pages without a gap and without a repeat, also while postings arrive", async () => {
    const { ctx, id } = workspace;
    await fund(app.kernel, id, 10_000n);
    for (let n = 0; n < 12; n += 1) await spend(ctx, 10n);
    const before = await wholeStatement(ctx, { includeHolds: true, limit: 100 });
    const paged = await wholeStatement(ctx, { includeHolds: true, limit: 4 }, () => spend(ctx, 1n));
    expect(paged.map((entry) => entry.id)).toEqual(before.map((entry) => entry.id));
    expect((await wholeStatement(ctx, { includeHolds: true, limit: 100 })).length).toBeGreaterThan(
      before.length,
    );
  });

  it("ends with a page that says so, also when the last one is full", async () => {
    const { ctx, id } = workspace;
    for (let n = 0; n < 4; n += 1) await fund(app.kernel, id, 1n);
    expect(await page(ctx, { limit: 4 })).toMatchObject({ nextCursor: null });
    const first = await page(ctx, { limit: 2 });
    const second = await page(ctx, { limit: 2, cursor: first.nextCursor ?? "" });
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 2, null]);
    expect(await page((await newWorkspace(app.kernel)).ctx)).toEqual({ items: [], nextCursor: null });
  });

  it.each([
    "nonsense",
    encodeCursor(["-1"]),
    encodeCursor([7]),
    encodeCursor(["1; select 1"]),
    encodeCursor(["9".repeat(19)]),
    encodeCursor({ sequence: "1" }),
    encodeCursor(["1", "2"]),
  ])("refuses a page mark that is none of its own: %s", async (cursor) => {
    await expect(page(workspace.ctx, { cursor })).rejects.toMatchObject({
      code: "validation_failed",
      fields: [{ path: "cursor" }],
    });
  });

  it("of one workspace goes on nowhere in another's, whatever page mark is given", async () => {
    await fund(app.kernel, workspace.id, 1n);
    const stranger = await newWorkspace(app.kernel);
    expect(await page(stranger.ctx, { cursor: encodeCursor(["999"]) })).toEqual({
      items: [],
      nextCursor: null,
    });
  });

  it.each(["viewer", "member", "agent"] as const)("is not for a %s", async (role) => {
    const { inside } = await newMember(workspace, role);
    await expect(page(inside)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is for owner and admin, and not for the owner of another workspace", async () => {
    expect((await page((await newMember(workspace, "admin")).inside)).items).toEqual([]);
    const stranger = await newWorkspace(app.kernel);
    await fund(app.kernel, workspace.id, 1n);
    // With the right of an owner, but of another workspace: row-level security shows nothing.
    expect((await page({ ...stranger.ctx })).items).toEqual([]);
  });
});
