import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countMessageTokens } from "../../adapters/models/token-count.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { newWorkspace } from "../../testing/people.ts";
import { type ModelRequest, quoteCall } from "./quote-call.ts";
import { scriptedProvider, useProvider } from "./testing/scripted-provider.ts";

let app: TestApp;
let ctx: Ctx;
const provider = scriptedProvider(() => new Error("A quote asks nobody."));
beforeAll(async () => {
  app = await testApp();
  ctx = (await newWorkspace(app.kernel)).ctx;
  useProvider(app.kernel, provider, ["large"], {
    configured: { marginPercent: 25 },
    others: [
      {
        id: "google",
        name: "Google",
        provider: null,
        missing: "Set GOOGLE_API_KEY.",
        models: null,
        marginPercent: 0,
      },
      { id: "exact", name: "Exact", provider, missing: "", models: ["small"], marginPercent: 0 },
    ],
  });
});
afterAll(() => app.close());

const asking = (text: string, more: Partial<ModelRequest> = {}): ModelRequest => ({
  prompt: [{ role: "user", content: [{ type: "text", text }] }],
  ...more,
});

describe("a quote", () => {
  it("is the counted prompt with the provider's margin plus the bounded output, at the price in force", async () => {
    const request = asking("How are you?", { maxOutputTokens: 100 });
    const quote = await quoteCall(ctx, "acme/large", request);
    const counted = countMessageTokens(request.prompt);
    expect(quote.promptTokens).toBe(Math.ceil(counted * 1.25));
    expect(quote.maxOutputTokens).toBe(100);
    expect(quote.amountMicroPt).toBe(BigInt(quote.promptTokens) * 500n + 100n * 1_500n);
    expect((await quoteCall(ctx, "exact/small", request)).promptTokens).toBe(counted);
    expect(provider.calls).toHaveLength(0);
  });

  it.each([
    [undefined, 2_048],
    [1, 1],
    [8_192, 8_192],
    [8_193, 8_192],
    [10_000_000, 8_192],
  ])("of an output wish of %s is bound to %i: the model's ceiling", async (maxOutputTokens, bound) => {
    const quote = await quoteCall(
      ctx,
      "acme/large",
      asking("Hi", maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    );
    expect(quote.maxOutputTokens).toBe(bound);
  });

  it("leaves the output what the prompt leaves of the context, and refuses when nothing is left", async () => {
    const words = (count: number) => asking("word ".repeat(count), { maxOutputTokens: 8_000 });
    const tight = await quoteCall(ctx, "exact/small", words(30_000));
    expect(tight.maxOutputTokens).toBe(32_768 - tight.promptTokens);
    expect(tight.maxOutputTokens).toBeLessThan(8_000);
    await expect(quoteCall(ctx, "exact/small", words(33_000))).rejects.toMatchObject({
      code: "context_too_long",
      message: expect.stringMatching(/^This is about 3\d,\d{3} tokens and small reads 32,768\./),
      data: { contextTokens: 32_768 },
    });
  });

  it("counts the tools and everything that is in the prompt", async () => {
    const plain = await quoteCall(ctx, "exact/small", asking("Hi"));
    const tool = {
      type: "function",
      name: "weather",
      description: "Weather of a city",
      inputSchema: { type: "object" },
    } as const;
    const withTool = await quoteCall(ctx, "exact/small", asking("Hi", { tools: [tool] }));
    const withPast = await quoteCall(ctx, "exact/small", {
      prompt: [{ role: "system", content: "Be brief." }, ...asking("Hi").prompt],
    });
    expect(withTool.promptTokens).toBeGreaterThan(plain.promptTokens);
    expect(withPast.promptTokens).toBeGreaterThan(plain.promptTokens);
  });

  it("is the same for the same request, also for text that means to break the counter", async () => {
    for (const text of [
      "<|endoftext|>".repeat(100),
      "a".repeat(500_000),
      "\u0000\ud800",
      "💥".repeat(5_000),
      " ".repeat(50_000),
    ]) {
      const outcomes = await Promise.allSettled([
        quoteCall(ctx, "acme/large", asking(text)),
        quoteCall(ctx, "acme/large", asking(text)),
      ]);
      const amounts = outcomes.map((outcome) =>
        outcome.status === "fulfilled" ? outcome.value.amountMicroPt : String(Object(outcome.reason).code),
      );
      expect(amounts[0]).toEqual(amounts[1]);
      expect(["context_too_long", "bigint"]).toContain(
        typeof amounts[0] === "bigint" ? "bigint" : amounts[0],
      );
    }
  });
});

describe("a model that cannot answer", () => {
  it.each([
    "acme/unheard-of",
    "acme",
    "",
    "unheard/of",
    "ACME/LARGE",
    "acme/large ",
    "__proto__",
    "constructor",
    "x".repeat(5_000),
  ])("%j is not there, and no more of its name comes back than fits a sentence", async (model) => {
    const refused = quoteCall(ctx, model, asking("Hi"));
    await expect(refused).rejects.toMatchObject({ code: "model_not_found" });
    await refused.catch((error: Error) => expect(error.message.length).toBeLessThan(200));
  });

  it("is shown and says what the operator has to do when its provider is not connected", async () => {
    await expect(quoteCall(ctx, "google/gemini-2.5-pro", asking("Hi"))).rejects.toMatchObject({
      code: "model_not_allowed",
      message: "Set GOOGLE_API_KEY.",
    });
  });
});
