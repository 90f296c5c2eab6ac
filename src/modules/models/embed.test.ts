import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startModelSimulator } from "../../../simulators/model/start-model-simulator.ts";
import { createOpenAICompatible } from "../../adapters/models/openai-compatible/create-openai-compatible.ts";
import type { EmbedInput } from "../../adapters/models/provider.ts";
import { ModelProviderError } from "../../adapters/models/provider-error.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { freshWorkspaces } from "../../testing/fresh-workspaces.ts";
import { newWorkspace } from "../../testing/people.ts";
import { getWallet } from "../ledger/index.ts";
import { embed } from "./embed.ts";
import { listEmbeddingModels } from "./list-embedding-models.ts";
import { listModels } from "./list-models.ts";
import { quoteCall } from "./quote-call.ts";
import { quoteEmbedding } from "./quote-embedding.ts";
import { type Answer, scriptedProvider, useAnswers, useProvider } from "./testing/scripted-provider.ts";

/** Micro-PT per token of an embedding model that the catalogue does not know. */
const PRICE = 100n;
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

const answers = (answer: Answer<"embed">) =>
  useAnswers(app.kernel, "embed", ["embed-small", "large"], answer);

const vectorsOf = ({ values }: EmbedInput) => values.map((value) => [value.length, 1]);
const fine: Answer<"embed"> = (input) => ({ vectors: vectorsOf(input), tokens: 2 });
const down = () => new ModelProviderError("bad_request", { provider: "acme" });

const ask = (texts: string[], more: Partial<Parameters<typeof embed>[1]> = {}, signal = stays) =>
  embed(
    ctx,
    {
      model: "acme/embed-small",
      texts,
      idempotencyKey: app.kernel.newId(),
      purpose: "embedding",
      subjectId: null,
      ...more,
    },
    signal,
  );

async function expectCharged(microPt: bigint, of = ctx): Promise<void> {
  expect(await getWallet(of)).toMatchObject({
    heldMicroPt: "0",
    usedMicroPt: microPt.toString(),
    availableMicroPt: (STARTING - microPt).toString(),
  });
}

describe("vectors of texts", () => {
  it("come in the order of the texts and are charged by what the provider reports", async () => {
    answers(fine);
    expect(await ask(["a", "bbb"])).toEqual([Float32Array.of(1, 1), Float32Array.of(3, 1)]);
    await expectCharged(2n * PRICE);
  });

  it.each([
    ["nothing", undefined],
    ["nought", 0],
    ["a fraction", 1.5],
  ])("are charged by our count when the provider reports %s", async (_what, tokens) => {
    answers((input) => ({ vectors: vectorsOf(input), tokens }));
    await ask(["hello there"]);
    const { tokens: counted } = await quoteEmbedding(ctx, "acme/embed-small", ["hello there"]);
    await expectCharged(BigInt(counted) * PRICE);
  });

  it("are asked for in batches, each of them paid", async () => {
    const asked = answers(fine);
    const vectors = await ask(Array.from({ length: 130 }, (_, n) => "x".repeat(n)));
    expect(asked.map(({ values }) => values.length)).toEqual([64, 64, 2]);
    expect(vectors.map(([length]) => length)).toEqual(Array.from({ length: 130 }, (_, n) => n));
    await expectCharged(6n * PRICE);
  });

  it("are held for before the provider is asked, and never cost more than the quote", async () => {
    let held = "";
    answers(async (input) => {
      held = (await getWallet(ctx)).heldMicroPt;
      return { vectors: vectorsOf(input), tokens: 9_000 };
    });
    const { amountMicroPt } = await quoteEmbedding(ctx, "acme/embed-small", ["hello"]);
    await ask(["hello"]);
    expect(held).toBe(amountMicroPt.toString());
    const wallet = await getWallet(ctx);
    expect(BigInt(wallet.availableMicroPt)).toBe(STARTING - amountMicroPt);
    expect(BigInt(wallet.absorbedMicroPt)).toBe(9_000n * PRICE - amountMicroPt);
  });

  it("are charged once for one key, also when they are asked for again or at once", async () => {
    answers(fine);
    const key = { idempotencyKey: "one version" };
    await Promise.all([ask(["a"], key), ask(["a"], key)]);
    await ask(["a"], key);
    await expectCharged(2n * PRICE);
    await ask(["another"], key);
    await expectCharged(4n * PRICE);
  });

  it("are paid when they come after a try that failed and cost nothing", async () => {
    answers((input, before) => {
      if (before < 2) throw down();
      return fine(input, before);
    });
    const key = { idempotencyKey: "again" };
    await expect(ask(["a"], key)).rejects.toMatchObject({ code: "provider_rejected" });
    await expectCharged(0n);
    await expect(ask(["a"], key)).rejects.toMatchObject({ code: "provider_rejected" });
    await ask(["a"], key);
    await ask(["a"], key);
    await expectCharged(2n * PRICE);
  });

  it("are tried again when the provider may do better, and paid once", async () => {
    const asked = answers((input, before) => {
      if (before === 0) throw new ModelProviderError("rate_limited", { provider: "acme", retryAfterMs: 1 });
      return fine(input, before);
    });
    await ask(["a"]);
    expect(asked).toHaveLength(2);
    await expectCharged(2n * PRICE);
  });

  it("of no texts cost nothing", async () => {
    answers(fine);
    expect(await ask([])).toEqual([]);
    await expectCharged(0n);
  });
});

describe("an answer that cannot be is not believed and costs nothing:", () => {
  it.each<[string, Answer<"embed">]>([
    ["too few vectors", () => ({ vectors: [[1, 2]], tokens: 5 })],
    [
      "NaN",
      () => ({
        vectors: [
          [1, Number.NaN],
          [1, 2],
        ],
        tokens: 5,
      }),
    ],
    [
      "more than a float holds",
      () => ({
        vectors: [
          [1, 1e300],
          [1, 2],
        ],
        tokens: 5,
      }),
    ],
    ["vectors of two lengths", () => ({ vectors: [[1], [1, 2]], tokens: 5 })],
    ["empty vectors", () => ({ vectors: [[], []], tokens: 5 })],
  ])("%s", async (_what, answer) => {
    answers(answer);
    await expect(ask(["a", "b"], { deadlineMs: 400 })).rejects.toMatchObject({ code: "provider_malformed" });
    await expectCharged(0n);
  });
});

describe("a provider that is down", () => {
  it("is not waited for beyond the deadline", async () => {
    answers(
      ({ signal }) =>
        new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
    );
    await expect(ask(["a"], { deadlineMs: 20 })).rejects.toMatchObject({ code: "provider_stalled" });
    await expectCharged(0n);
  });

  it("is left alone after some failures, and the chat still asks it", async () => {
    const asked = answers(() => {
      throw new ModelProviderError("unavailable", { provider: "acme", retryAfterMs: 60_000 });
    });
    for (let n = 0; n < 8; n += 1) {
      await expect(ask(["a"])).rejects.toMatchObject({ code: "provider_unavailable" });
    }
    expect(asked).toHaveLength(5);
    const hub = useProvider(
      app.kernel,
      scriptedProvider(() => []),
      ["large"],
    );
    expect(hub.get("acme/large")?.provider.breaker.isOpen()).toBe(false);
  });

  it("is cut off when who asked has left, and nothing is charged", async () => {
    const leave = new AbortController();
    answers(({ signal }) => {
      leave.abort(new Error("left"));
      signal.throwIfAborted();
      throw new Error("It was not cut.");
    });
    await expect(ask(["a"], {}, leave.signal)).rejects.toThrow("left");
    await expectCharged(0n);
  });
});

describe("an embedding model", () => {
  it("is not among those to talk to, and answers no question", async () => {
    answers(fine);
    expect((await listModels(ctx)).map(({ id }) => id)).toEqual(["acme/large"]);
    expect(await listEmbeddingModels(ctx)).toMatchObject([{ id: "acme/embed-small", available: true }]);
    const request = { prompt: [{ role: "user" as const, content: [{ type: "text" as const, text: "Hi" }] }] };
    await expect(quoteCall(ctx, "acme/embed-small", request)).rejects.toMatchObject({
      code: "model_not_allowed",
    });
    await expect(ask(["a"], { model: "acme/large" })).rejects.toMatchObject({ code: "model_not_allowed" });
    await expect(ask(["a"], { model: "acme/none" })).rejects.toMatchObject({ code: "model_not_found" });
  });

  it("may be declared by an operator whatever its name is", async () => {
    useProvider(
      app.kernel,
      scriptedProvider(() => []),
      ["large"],
      {
        configured: { embeddingModels: ["bge-m3"] },
      },
    );
    expect((await listEmbeddingModels(ctx)).map(({ id }) => id)).toEqual(["acme/bge-m3"]);
    expect((await listModels(ctx)).map(({ id }) => id)).toEqual(["acme/large"]);
  });

  it("that is not connected says what is missing", async () => {
    useProvider(
      app.kernel,
      scriptedProvider(() => []),
      ["embed"],
      {
        configured: { provider: null, missing: "Set a key." },
      },
    );
    expect(await listEmbeddingModels(ctx)).toMatchObject([{ available: false, reason: "Set a key." }]);
    await expect(ask(["a"], { model: "acme/embed" })).rejects.toMatchObject({ code: "model_not_allowed" });
  });

  it("costs its own workspace and no other, and cannot be asked without credit", async () => {
    answers(fine);
    const stranger = (await newWorkspace(app.kernel)).ctx;
    await ask(["a"], { idempotencyKey: "shared" });
    await expectCharged(0n, stranger);
    const long = Array.from({ length: 64 }, () => "word ".repeat(6_000));
    const poor = await quoteEmbedding(ctx, "acme/embed-small", long);
    expect(poor.amountMicroPt).toBeGreaterThan(10n * PRICE);
    await expect(ask(["word ".repeat(9_000)])).rejects.toMatchObject({ code: "context_too_long" });
  });

  it("is not asked inside a transaction", async () => {
    answers(fine);
    await expect(
      inTransaction(ctx, (_tx, inside) =>
        embed(
          inside,
          {
            model: "acme/embed-small",
            texts: ["a"],
            idempotencyKey: "x",
            purpose: "embedding",
            subjectId: null,
          },
          stays,
        ),
      ),
    ).rejects.toThrow("transaction");
  });

  it("of an OpenAI-compatible endpoint is asked over its wire", async () => {
    const simulator = await startModelSimulator();
    const provider = createOpenAICompatible({ baseUrl: simulator.url, providerName: "acme" });
    try {
      useProvider(app.kernel, provider, ["sim-embed"]);
      const [vector] = await ask(["one two"], { model: "acme/sim-embed" });
      expect(vector).toHaveLength(256);
      await expectCharged(2n * PRICE);
    } finally {
      await provider.close();
      await simulator.close();
    }
  });
});
