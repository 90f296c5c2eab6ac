import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ModelProviderError } from "../../adapters/models/provider-error.ts";
import { countTokens } from "../../adapters/models/token-count.ts";
import { type Ctx, systemCtx } from "../../kernel/ctx.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { freshWorkspaces } from "../../testing/fresh-workspaces.ts";
import { newWorkspace } from "../../testing/people.ts";
import { getWallet } from "../ledger/index.ts";
import { beginCall, type CallReceipt, type MeteredCall } from "./metered-call.ts";
import { type ModelRequest, quoteCall } from "./quote-call.ts";
import { setPrice } from "./set-price.ts";
import { settleRecovered } from "./settle-recovered.ts";
import {
  failed,
  finish,
  type Script,
  scriptedProvider,
  text,
  useProvider,
} from "./testing/scripted-provider.ts";

/** Micro-PT per token of a model that the catalogue does not know. */
const INPUT = 500n;
const OUTPUT = 1_500n;
const STARTING = 1_000_000_000n;
const stays = new AbortController().signal;

let app: TestApp;
const freshWorkspace = freshWorkspaces();
let ctx: Ctx;
beforeAll(async () => {
  app = await testApp();
});
beforeEach(async () => {
  ctx = (await freshWorkspace(app.kernel)).ctx;
});
afterAll(() => app.close());

const question: ModelRequest = {
  prompt: [{ role: "user", content: [{ type: "text", text: "How are you?" }] }],
  maxOutputTokens: 100,
};

function answers(...script: Exclude<Script, Error>) {
  const provider = scriptedProvider(() => script);
  useProvider(app.kernel, provider, ["large", "priced", "dearer", "pictures"]);
  return provider;
}

async function begin(
  request: ModelRequest = question,
  key = app.kernel.newId(),
  model = "acme/large",
): Promise<MeteredCall> {
  const quote = await quoteCall(ctx, model, request);
  return beginCall(ctx, { request, idempotencyKey: key, purpose: "chat", subjectId: null }, quote);
}

/** Reads all there is. @returns the failure that ended it, if any */
async function readAll(call: MeteredCall): Promise<unknown> {
  try {
    await call.start(stays);
    while ((await call.next()) !== null);
    return null;
  } catch (error) {
    return error;
  }
}

async function whole(
  ...script: Exclude<Script, Error>
): Promise<{ call: MeteredCall; receipt: CallReceipt; failure: unknown }> {
  answers(...script);
  const call = await begin();
  const failure = await readAll(call);
  return { call, failure, receipt: await call.settle() };
}

/** What the workspace has and has used, and that nothing stays held. */
async function expectCharged(amount: bigint): Promise<void> {
  expect(await getWallet(ctx)).toMatchObject({
    availableMicroPt: (STARTING - amount).toString(),
    usedMicroPt: amount.toString(),
    heldMicroPt: "0",
    absorbedMicroPt: "0",
  });
}

/** Writes a price that counts from now on. Each test has a model of its own for it. */
function price(
  model: string,
  version: string,
  perToken: { input: bigint; cached: bigint; image?: bigint },
): Promise<void> {
  const input = perToken.input * 1_000_000n;
  return setPrice(systemCtx(app.kernel, { kind: "operator" }), {
    model,
    version,
    effectiveFrom: app.clock.now(),
    inputPerMillion: input,
    cachedInputPerMillion: perToken.cached * 1_000_000n,
    cacheWritePerMillion: input,
    outputPerMillion: OUTPUT * 1_000_000n,
    reasoningPerMillion: OUTPUT * 1_000_000n,
    perImage: perToken.image ?? 0n,
  });
}

describe("a metered call", () => {
  it("holds the whole quote before the provider is asked", async () => {
    const provider = answers(text("Fine."), finish());
    const call = await begin();
    expect(provider.calls).toHaveLength(0);
    expect(await getWallet(ctx)).toMatchObject({
      heldMicroPt: call.quote.amountMicroPt.toString(),
      usedMicroPt: "0",
    });
    await call.settle();
  });

  it("is charged by the provider's figures when they came, cached tokens at their own price and once", async () => {
    await price("acme/priced", "own-1", { input: INPUT, cached: 50n });
    answers(text("Fine"), text("."), finish({ input: 10, cached: 4, output: 2 }));
    const call = await begin(question, undefined, "acme/priced");
    await readAll(call);
    const receipt = await call.settle();
    const cost = 6n * INPUT + 4n * 50n + 2n * OUTPUT;
    expect(receipt).toMatchObject({
      chargedMicroPt: cost,
      usageSource: "provider",
      model: "acme/priced",
      priceVersion: "own-1",
      tokens: { input: 6, cachedInput: 4, cacheWrite: 0, output: 2, reasoning: 0 },
    });
    expect(receipt.heldMicroPt).toBe(receipt.chargedMicroPt + receipt.returnedMicroPt);
    await expectCharged(cost);
  });

  it.each([
    ["no figures", finish()],
    ["half of them", finish({ input: 10 })],
    ["figures that cannot be", finish({ input: 9_000_000_000, output: 1 })],
    ["a fraction of a token", finish({ input: 10, output: 1.5 })],
  ])("is charged by our count of what was delivered when the provider gives %s", async (_what, end) => {
    const { call, receipt } = await whole(text("I am "), text("fine."), end);
    const cost = BigInt(call.quote.promptTokens) * INPUT + BigInt(countTokens("I am fine.")) * OUTPUT;
    expect(receipt).toMatchObject({ chargedMicroPt: cost, usageSource: "counted" });
    await expectCharged(cost);
  });

  it("that broke off midway is charged for what arrived", async () => {
    const broken = new ModelProviderError("dropped", { provider: "acme" });
    const { call, failure, receipt } = await whole(text("I am "), failed(broken));
    expect(failure).toMatchObject({ code: "provider_dropped" });
    const cost = BigInt(call.quote.promptTokens) * INPUT + BigInt(countTokens("I am ")) * OUTPUT;
    expect(receipt.chargedMicroPt).toBe(cost);
    await expectCharged(cost);
  });

  const nothing: readonly [string, LanguageModelV4StreamPart[]][] = [
    ["a failure at once", [failed(new ModelProviderError("bad_request", { provider: "acme" }))]],
    [
      "empty pieces and a break",
      [text(""), text(""), failed(new ModelProviderError("malformed", { provider: "acme" }))],
    ],
    ["an end and figures, but no answer", [finish({ input: 500, output: 0 })]],
    ["no part at all", []],
  ];
  it.each(nothing)("costs nothing when nothing was delivered: %s", async (_what, script) => {
    const { receipt } = await whole(...script);
    expect(receipt).toMatchObject({ chargedMicroPt: 0n });
    await expectCharged(0n);
  });

  it("costs nothing when it was never started", async () => {
    answers();
    const call = await begin();
    expect(await call.settle()).toMatchObject({ chargedMicroPt: 0n });
    await expectCharged(0n);
  });

  it("never costs more than was quoted: the installation bears the rest", async () => {
    const { call, receipt } = await whole(text("Fine."), finish({ input: 5_000, output: 5_000 }));
    expect(receipt).toMatchObject({ chargedMicroPt: call.quote.amountMicroPt, returnedMicroPt: 0n });
    const wallet = await getWallet(ctx);
    expect(BigInt(wallet.absorbedMicroPt)).toBe(5_000n * (INPUT + OUTPUT) - call.quote.amountMicroPt);
    expect(BigInt(wallet.availableMicroPt)).toBe(STARTING - call.quote.amountMicroPt);
  });

  it("is settled once, whoever asks and how often", async () => {
    answers(text("Fine."), finish({ input: 10, output: 2 }));
    const call = await begin();
    await readAll(call);
    const [one, two] = await Promise.all([call.settle(), call.settle()]);
    expect(two).toBe(one);
    expect(await call.settle()).toBe(one);
    await expectCharged(10n * INPUT + 2n * OUTPUT);
  });

  it("holds once for one key", async () => {
    answers(text("Fine."), finish({ input: 10, output: 2 }));
    const first = await begin(question, "the same key");
    const second = await begin(question, "the same key");
    expect([first.hold.replayed, second.hold.replayed]).toEqual([false, true]);
    expect(await getWallet(ctx)).toMatchObject({ heldMicroPt: first.quote.amountMicroPt.toString() });
    await first.settle();
    await expectCharged(0n);
  });

  it("counts tool calls whose figures did not come, and each input once", async () => {
    const input = '{"city":"Paris"}';
    const { call, receipt } = await whole(
      { type: "tool-input-start", id: "1", toolName: "weather" },
      { type: "tool-input-delta", id: "1", delta: input },
      { type: "tool-input-end", id: "1" },
      { type: "tool-call", toolCallId: "1", toolName: "weather", input },
      { type: "tool-call", toolCallId: "2", toolName: "clock", input: "{}" },
      finish(),
    );
    const output = countTokens(`weather${input}clock{}`);
    expect(receipt.chargedMicroPt).toBe(BigInt(call.quote.promptTokens) * INPUT + BigInt(output) * OUTPUT);
  });

  it("keeps the price that was quoted, though a new one comes while it is answered", async () => {
    answers(text("Fine."), finish({ input: 10, output: 2 }));
    const call = await begin(question, undefined, "acme/dearer");
    await price("acme/dearer", "dearer", { input: 9n * INPUT, cached: INPUT });
    await readAll(call);
    const receipt = await call.settle();
    expect(receipt.priceVersion).not.toBe("dearer");
    await expectCharged(10n * INPUT + 2n * OUTPUT);
  });

  it("is charged for its images at their own price", async () => {
    answers(text("A cat."), finish({ input: 10, output: 2 }));
    await price("acme/pictures", "pictures", { input: INPUT, cached: INPUT, image: 1_000n });
    const image = {
      type: "file" as const,
      mediaType: "image/png",
      data: { type: "data" as const, data: "AAAA" },
    };
    const request: ModelRequest = { ...question, prompt: [{ role: "user", content: [image, image] }] };
    const call = await begin(request, undefined, "acme/pictures");
    await readAll(call);
    expect(call.quote.images).toBe(2);
    await call.settle();
    await expectCharged(10n * INPUT + 2n * OUTPUT + 2n * 1_000n);
  });
});

describe("a call whose process died", () => {
  const recovered = (holdId: string, deliveredText: string, model = "acme/large") =>
    settleRecovered(ctx, { holdId, model, promptTokens: 10, deliveredText });

  it("is charged by our count of what was delivered, once", async () => {
    answers();
    const call = await begin();
    const first = await recovered(call.hold.id, "I am fine.");
    const cost = 10n * INPUT + BigInt(countTokens("I am fine.")) * OUTPUT;
    expect(first).toMatchObject({ chargedMicroPt: cost, usageSource: "counted", replayed: false });
    expect(await recovered(call.hold.id, "I am fine, and more.")).toMatchObject({
      chargedMicroPt: cost,
      replayed: true,
    });
    await expectCharged(cost);
  });

  it("costs nothing when nothing was delivered", async () => {
    answers();
    const call = await begin();
    expect(await recovered(call.hold.id, "")).toMatchObject({ chargedMicroPt: 0n });
    await expectCharged(0n);
  });

  it("keeps its figures when it was settled before", async () => {
    const { call, receipt } = await whole(text("Fine."), finish({ input: 10, output: 2 }));
    expect(await recovered(call.hold.id, "Something long. ".repeat(50))).toMatchObject({
      chargedMicroPt: receipt.chargedMicroPt,
      replayed: true,
    });
  });

  it("is settled also when its model is gone, and only in its own workspace", async () => {
    answers();
    const call = await begin();
    const stranger = (await newWorkspace(app.kernel)).ctx;
    await expect(
      settleRecovered(stranger, {
        holdId: call.hold.id,
        model: "acme/large",
        promptTokens: 10,
        deliveredText: "x",
      }),
    ).rejects.toMatchObject({ code: "not_found" });
    expect(await recovered(call.hold.id, "Fine.", "gone/model")).toMatchObject({ model: "gone/model" });
  });
});
