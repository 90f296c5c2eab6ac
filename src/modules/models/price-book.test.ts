import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Ctx, systemCtx } from "../../kernel/ctx.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { auditTrail } from "../../testing/audit-trail.ts";
import { newMember, newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { listModels } from "./list-models.ts";
import { listPrices } from "./list-prices.ts";
import { quoteCall } from "./quote-call.ts";
import { setPrice } from "./set-price.ts";

const DAY_MS = 86_400_000;
let app: TestApp;
let other: TestApp;
let workspace: TestWorkspace;
beforeAll(async () => {
  app = await testApp();
  other = await testApp({ database: app.database, clock: app.clock });
  workspace = await newWorkspace(app.kernel);
});
afterAll(async () => {
  await other.close();
  await app.close();
});

const LOCAL = "parley/local";
const operator = () => systemCtx(app.kernel, { kind: "operator" });
const inDays = (days: number) => new Date(app.clock.now().getTime() + days * DAY_MS);

/** A price of one micro-PT per token, times `factor`. */
function price(
  version: string,
  factor: bigint,
  effectiveFrom: Date,
  model = LOCAL,
): Parameters<typeof setPrice>[1] {
  const perMillion = factor * 1_000_000n;
  return {
    model,
    version,
    effectiveFrom,
    inputPerMillion: perMillion,
    cachedInputPerMillion: perMillion,
    cacheWritePerMillion: perMillion,
    outputPerMillion: perMillion,
    reasoningPerMillion: perMillion,
  };
}

async function quoted(from: TestApp = app): Promise<{ version: string; perToken: bigint }> {
  const request = {
    prompt: [{ role: "user" as const, content: [{ type: "text" as const, text: "Hi" }] }],
    maxOutputTokens: 10,
  };
  const quote = await quoteCall({ ...workspace.ctx, kernel: from.kernel }, LOCAL, request);
  return {
    version: quote.price.version,
    perToken: quote.amountMicroPt / BigInt(quote.promptTokens + quote.maxOutputTokens),
  };
}

describe("the price book", () => {
  it("starts with the list price", async () => {
    expect((await quoted()).version).toBe("2026-11");
  });

  it("puts the operator's price above it from its date on, not before", async () => {
    await setPrice(operator(), price("from tomorrow", 7n, inDays(1)));
    expect((await quoted()).version).toBe("2026-11");
    app.clock.advance(DAY_MS - 1);
    expect((await quoted()).version).toBe("2026-11");
    app.clock.advance(1);
    expect(await quoted()).toEqual({ version: "from tomorrow", perToken: 7n });
  });

  it("goes by the newest of those whose day has come, in whatever order they were written", async () => {
    await setPrice(operator(), price("in five days", 50n, inDays(5)));
    await setPrice(operator(), price("in two days", 20n, inDays(2)));
    const seen: string[] = [];
    for (let day = 0; day < 6; day += 1) {
      seen.push((await quoted()).version);
      app.clock.advance(DAY_MS);
    }
    expect(seen).toEqual([
      "from tomorrow",
      "from tomorrow",
      "in two days",
      "in two days",
      "in two days",
      "in five days",
    ]);
  });

  it("takes a price of before into account at once and reaches the other processes", async () => {
    expect((await quoted(other)).version).toBe("in five days");
    await setPrice(operator(), price("now", 3n, app.clock.now()));
    expect(await quoted()).toEqual({ version: "now", perToken: 3n });
    await expect.poll(async () => (await quoted(other)).version).toBe("now");
  });

  it("is not overwritten by a reading that began before the change", async () => {
    for (let n = 0; n < 5; n += 1) {
      app.clock.advance(1_000);
      const version = `racing ${n}`;
      const reading = Promise.all(Array.from({ length: 20 }, () => quoted()));
      await setPrice(operator(), price(version, 2n, app.clock.now()));
      await reading;
      expect((await quoted()).version).toBe(version);
    }
  });

  it("is read once for many who ask at the same time", async () => {
    await app.kernel.realtime.publish("models:prices", {});
    const query = vi.spyOn(app.kernel.db.pool, "query");
    await Promise.all(Array.from({ length: 100 }, () => quoted()));
    const readings = query.mock.calls.filter(([text]) => String(text).includes("from models.price"));
    expect(readings).toHaveLength(1);
  });

  it("is shown to members with the models, as it is in force", async () => {
    const viewer = (await newMember(workspace, "viewer")).inside;
    const shown = (await listModels(viewer)).find((model) => model.id === LOCAL);
    expect(shown?.price).toMatchObject({ version: (await quoted()).version, inputPerMillion: "2000000" });
  });

  it("keeps every price that ever was, newest first, for the operator", async () => {
    const versions = (await listPrices(operator()))
      .filter((one) => one.model === LOCAL)
      .map((one) => one.version);
    expect(versions.slice(-4)).toEqual(["now", "in five days", "in two days", "from tomorrow"]);
  });
});

describe("a price", () => {
  it("is refused a second time for the same moment, also at the same time, and the first stands", async () => {
    const at = inDays(100);
    const both = await Promise.allSettled([
      setPrice(operator(), price("one", 1n, at, "acme/twice")),
      setPrice(operator(), price("two", 2n, at, "acme/twice")),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(setPrice(operator(), price("three", 3n, at, "acme/twice"))).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await listPrices(operator())).filter((one) => one.model === "acme/twice")).toHaveLength(1);
  });

  it("is set by nobody but the operator, and leaves its audit row", async () => {
    const job: Ctx = {
      ...systemCtx(app.kernel, { kind: "job", name: "x" }),
      permissions: new Set(["*", "models.manage"]),
    };
    for (const ctx of [workspace.ctx, job, { ...workspace.ctx, actor: { kind: "anonymous" } as const }]) {
      await expect(setPrice(ctx, price("mine", 0n, app.clock.now(), "acme/mine"))).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(listPrices(ctx)).rejects.toMatchObject({ code: "forbidden" });
    }
    await setPrice(operator(), price("audited", 1n, inDays(3), "acme/audited"));
    expect(await auditTrail(app, "price.set", { targetId: "acme/audited" })).toMatchObject([
      { workspaceId: null, actorId: null, details: { version: "audited" } },
    ]);
  });

  it.each([
    ["a model without a provider", { model: "gpt-5" }],
    ["a model with a space", { model: "acme/a b" }],
    ["no version", { version: "" }],
    ["no date", { effectiveFrom: new Date(Number.NaN) }],
    ["a price below zero", { inputPerMillion: -1n }],
    ["a price beyond the journal", { outputPerMillion: 10n ** 15n + 1n }],
    ["a field that nobody knows", { discount: 5 }],
  ])("with %s is refused, and nothing is written", async (_what, wrong) => {
    const before = (await listPrices(operator())).length;
    await expect(
      setPrice(operator(), { ...price("wrong", 1n, inDays(9), "acme/wrong"), ...wrong }),
    ).rejects.toThrow();
    expect(await listPrices(operator())).toHaveLength(before);
  });
});
