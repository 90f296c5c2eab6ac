import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startModelSimulator } from "../../../simulators/model/start-model-simulator.ts";
import { createOpenAICompatible } from "../../adapters/models/openai-compatible/create-openai-compatible.ts";
import type { RerankInput } from "../../adapters/models/provider.ts";
import { ModelProviderError } from "../../adapters/models/provider-error.ts";
import { countTokens } from "../../adapters/models/token-count.ts";
import { type Ctx, systemCtx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { freshWorkspaces } from "../../testing/fresh-workspaces.ts";
import { newWorkspace } from "../../testing/people.ts";
import { getWallet } from "../ledger/index.ts";
import { listModels } from "./list-models.ts";
import { listReadingModels } from "./list-reading-models.ts";
import { quoteCall } from "./quote-call.ts";
import { rerank } from "./rerank.ts";
import { setPrice } from "./set-price.ts";
import { type Answer, scriptedProvider, useAnswers, useProvider } from "./testing/scripted-provider.ts";

/** Micro-PT per token of a reranker that has no price of its own: USD 0.02 a million. */
const PRICE = 20n;
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

const answers = (answer: Answer<"rerank">) =>
  useAnswers(app.kernel, "rerank", ["reranker-small", "large"], answer);

const scoresOf = ({ documents }: RerankInput) => documents.map(({ length }) => length / 10);
const fine: Answer<"rerank"> = (input) => ({ scores: scoresOf(input), tokens: 7 });
const down = () => new ModelProviderError("bad_request", { provider: "acme" });

const ask = (documents: string[], more: Partial<Parameters<typeof rerank>[1]> = {}, signal = stays) =>
  rerank(
    ctx,
    {
      model: "acme/reranker-small",
      query: "red fox",
      documents,
      idempotencyKey: app.kernel.newId(),
      purpose: "rerank",
      subjectId: null,
      deadlineMs: 1_500,
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

describe("scores of documents", () => {
  it("come in the order of the documents and are charged by what the provider reports", async () => {
    const asked = answers(fine);
    expect(await ask(["a", "bbb", "cc"])).toEqual([0.1, 0.3, 0.2]);
    expect(asked).toMatchObject([{ modelId: "reranker-small", query: "red fox" }]);
    await expectCharged(7n * PRICE);
  });

  it.each([
    ["nothing", undefined],
    ["nought", 0],
    ["a fraction", 1.5],
    ["more than can be", 1e12],
  ])("are charged by our count, the query with each, when the provider reports %s", async (_what, tokens) => {
    answers((input) => ({ scores: scoresOf(input), tokens }));
    const documents = ["one two three", "four five six seven", "eight"];
    await ask(documents, { query: "which number is even" });
    const query = countTokens("which number is even");
    await expectCharged(BigInt(3 * query + countTokens(documents.join("\n"))) * PRICE);
  });

  it.each([
    ["logits", [7.5, -2, 3.5, -1e308]],
    ["cosines", [0.6, -0.1, 0, 0.2]],
  ])("are between nought and one in the same order where the model gives %s", async (_what, given) => {
    answers(() => ({ scores: given, tokens: 7 }));
    const scores = await ask(["a", "b", "c", "d"]);
    expect(Math.min(...scores)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...scores)).toBeLessThanOrEqual(1);
    const order = (list: readonly number[]) => [0, 1, 2, 3].sort((a, b) => (list[b] ?? 0) - (list[a] ?? 0));
    expect(order(scores)).toEqual(order(given));
  });

  it("are held for before the provider is asked, and never cost more than was held", async () => {
    let held = 0n;
    answers(async (input) => {
      held = BigInt((await getWallet(ctx)).heldMicroPt);
      return { scores: scoresOf(input), tokens: 9_000 };
    });
    await ask(["hello"]);
    expect(held).toBeGreaterThan(3n * PRICE);
    const wallet = await getWallet(ctx);
    expect(BigInt(wallet.availableMicroPt)).toBe(STARTING - held);
    expect(BigInt(wallet.absorbedMicroPt)).toBe(9_000n * PRICE - held);
  });

  it("are charged once for one key with the same query and documents", async () => {
    answers(fine);
    const key = { idempotencyKey: "one search" };
    await Promise.all([ask(["a"], key), ask(["a"], key)]);
    await ask(["a"], key);
    await expectCharged(7n * PRICE);
    await ask(["another"], key);
    await ask(["a"], { ...key, query: "blue fox" });
    await expectCharged(21n * PRICE);
  });

  it("are paid when they come after a try that failed and cost nothing", async () => {
    answers((input, before) => {
      if (before === 0) throw down();
      return fine(input, before);
    });
    const key = { idempotencyKey: "again" };
    await expect(ask(["a"], key)).rejects.toMatchObject({ code: "provider_rejected" });
    await expectCharged(0n);
    await ask(["a"], key);
    await expectCharged(7n * PRICE);
  });

  it("are tried again when the provider may do better, and paid once", async () => {
    const asked = answers((input, before) => {
      if (before === 0) throw new ModelProviderError("rate_limited", { provider: "acme", retryAfterMs: 1 });
      return fine(input, before);
    });
    await ask(["a"]);
    expect(asked).toHaveLength(2);
    await expectCharged(7n * PRICE);
  });

  it("of no documents cost nothing and ask nobody", async () => {
    const asked = answers(fine);
    expect(await ask([])).toEqual([]);
    expect(asked).toEqual([]);
    await expectCharged(0n);
  });
});

describe("scores that cannot be are not believed and cost nothing:", () => {
  it.each([
    ["too few", [1]],
    ["too many", [1, 2, 3]],
    ["NaN", [1, Number.NaN]],
    ["without end", [1, Number.POSITIVE_INFINITY]],
  ])("%s", async (_what, scores) => {
    answers(() => ({ scores, tokens: 5 }));
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

  it("is left alone after some failures, while chats and embeddings still ask it", async () => {
    const asked: RerankInput[] = [];
    const provider = {
      ...scriptedProvider(() => []),
      rerank: async (input: RerankInput) => {
        asked.push(input);
        throw new ModelProviderError("unavailable", { provider: "acme", retryAfterMs: 60_000 });
      },
    };
    const hub = useProvider(app.kernel, provider, ["reranker-small", "large"]);
    for (let n = 0; n < 8; n += 1) {
      await expect(ask(["a"])).rejects.toMatchObject({ code: "provider_unavailable" });
    }
    expect(asked).toHaveLength(5);
    const its = hub.get("acme/large")?.provider;
    expect([its?.rerankBreaker.isOpen(), its?.breaker.isOpen(), its?.embeddingBreaker.isOpen()]).toEqual([
      true,
      false,
      false,
    ]);
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

describe("a reranker", () => {
  const known = async () => (await listReadingModels(ctx)).rerank;

  it("is not among those to talk to, and answers no question", async () => {
    answers(fine);
    expect((await listModels(ctx)).map(({ id }) => id)).toEqual(["acme/large"]);
    expect(await known()).toEqual(["acme/reranker-small"]);
    const request = { prompt: [{ role: "user" as const, content: [{ type: "text" as const, text: "Hi" }] }] };
    await expect(quoteCall(ctx, "acme/reranker-small", request)).rejects.toMatchObject({
      code: "model_not_allowed",
    });
    await expect(ask(["a"], { model: "acme/large" })).rejects.toMatchObject({ code: "model_not_allowed" });
    await expect(ask(["a"], { model: "acme/none" })).rejects.toMatchObject({ code: "model_not_found" });
  });

  it("may be declared by an operator whatever its name is, as may what only sounds like one", async () => {
    const provider = { ...scriptedProvider(() => []), rerank: async () => ({ scores: [], tokens: 0 }) };
    useProvider(app.kernel, provider, ["large"], {
      configured: { rerankModels: ["cross-encoder"], embeddingModels: ["rerank-embed"] },
    });
    expect(await known()).toEqual(["acme/cross-encoder"]);
    expect((await listModels(ctx)).map(({ id }) => id)).toEqual(["acme/large"]);
  });

  it("of a provider that cannot is not offered and says so", async () => {
    useProvider(
      app.kernel,
      scriptedProvider(() => []),
      ["reranker-small"],
    );
    expect(await known()).toEqual([]);
    await expect(ask(["a"])).rejects.toMatchObject({ code: "model_not_allowed" });
  });

  it("costs its own workspace and no other, at the operator's price where there is one", async () => {
    answers(fine);
    const stranger = (await newWorkspace(app.kernel)).ctx;
    await setPrice(systemCtx(app.kernel, { kind: "operator" }), {
      model: "acme/reranker-small",
      version: "own",
      effectiveFrom: app.clock.now(),
      inputPerMillion: 100_000_000n,
      cachedInputPerMillion: 0n,
      cacheWritePerMillion: 0n,
      outputPerMillion: 0n,
      reasoningPerMillion: 0n,
    });
    await ask(["a"]);
    await expectCharged(700n);
    await expectCharged(0n, stranger);
  });

  it("is not asked inside a transaction", async () => {
    const asked = answers(fine);
    const inside = inTransaction(ctx, (_tx, inside) => {
      const request = {
        query: "q",
        documents: ["a"],
        idempotencyKey: "x",
        purpose: "rerank",
        subjectId: null,
      };
      return rerank(inside, { ...request, model: "acme/reranker-small", deadlineMs: 100 }, stays);
    });
    await expect(inside).rejects.toThrow("transaction");
    expect(asked).toEqual([]);
  });

  it("of an OpenAI-compatible endpoint is asked over its wire", async () => {
    const simulator = await startModelSimulator();
    const provider = createOpenAICompatible({ baseUrl: simulator.url, providerName: "acme" });
    try {
      useProvider(app.kernel, provider, ["sim-rerank"]);
      expect(await ask(["a cat", "a red fox"], { model: "acme/sim-rerank" })).toEqual([0, 1]);
      await expectCharged(7n * PRICE);
    } finally {
      await provider.close();
      await simulator.close();
    }
  });
});
