import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ModelErrorKind, ModelProviderError } from "../../../adapters/models/provider-error.ts";
import type { Ctx } from "../../../kernel/ctx.ts";
import { type TestApp, testApp } from "../../../testing/app.ts";
import { newWorkspace } from "../../../testing/people.ts";
import { getWallet } from "../../ledger/index.ts";
import { beginCall, type MeteredCall } from "../metered-call.ts";
import { type ModelRequest, quoteCall } from "../quote-call.ts";
import {
  failed,
  finish,
  type Script,
  scriptedProvider,
  text,
  useProvider,
} from "../testing/scripted-provider.ts";

let app: TestApp;
let ctx: Ctx;
beforeAll(async () => {
  app = await testApp();
  ctx = (await newWorkspace(app.kernel)).ctx;
});
beforeEach(() => app.clock.advance(60_000));
afterAll(() => app.close());

const stays = new AbortController().signal;
const request: ModelRequest = {
  prompt: [{ role: "user", content: [{ type: "text", text: "Hello?" }] }],
  maxOutputTokens: 1_000,
};
const fails = (kind: ModelErrorKind, retryAfterMs?: number) =>
  new ModelProviderError(kind, { provider: "acme", retryAfterMs });
const FINE: Script = [text("Fine."), finish({ input: 10, output: 2 })];
const MODELS = ["large", "small", "tiny"];

function use(
  answer: (model: string, before: number) => Script,
  more: Parameters<typeof useProvider>[3] = {},
) {
  const provider = scriptedProvider(answer);
  const hub = useProvider(app.kernel, provider, MODELS, more);
  return { provider, hub };
}

async function begin(model = "acme/large"): Promise<MeteredCall> {
  const quote = await quoteCall(ctx, model, request);
  return beginCall(
    ctx,
    { request, idempotencyKey: app.kernel.newId(), purpose: "chat", subjectId: null },
    quote,
  );
}

/** Text of the whole answer, settled. */
async function ask(model?: string) {
  const call = await begin(model);
  try {
    await call.start(stays);
    let answer = "";
    for (let part = await call.next(); part !== null; part = await call.next()) {
      if (part.type === "text-delta") answer += part.delta;
    }
    return { answer, receipt: await call.settle() };
  } finally {
    await call.settle();
  }
}

describe("before the first token", () => {
  it.each(["unavailable", "stalled", "dropped", "malformed", "empty", "rate_limited"] as const)(
    "a call that failed (%s) is tried once more, and the answer is whole",
    async (kind) => {
      const { provider } = use((_model, before) => (before === 0 ? fails(kind, 1) : FINE));
      expect((await ask()).answer).toBe("Fine.");
      expect(provider.calls).toHaveLength(2);
    },
  );

  it.each(["auth", "quota", "bad_request", "context_too_long", "content_filter"] as const)(
    "a call that would fail again (%s) is not tried again",
    async (kind) => {
      const { provider } = use(() => fails(kind));
      await expect(ask()).rejects.toMatchObject({ cause: { kind } });
      expect(provider.calls).toHaveLength(1);
    },
  );

  it("a failure inside the stream counts like one instead of it", async () => {
    const { provider } = use((_model, before) =>
      before === 0 ? [text(""), failed(fails("dropped", 1))] : FINE,
    );
    expect((await ask()).answer).toBe("Fine.");
    expect(provider.calls).toHaveLength(2);
  });

  it("it is not tried a third time", async () => {
    const { provider } = use(() => fails("unavailable", 1));
    await expect(ask()).rejects.toMatchObject({ code: "provider_unavailable" });
    expect(provider.calls).toHaveLength(2);
  });

  it("a provider that wants a long pause is left to the person, who is told how long", async () => {
    const { provider } = use(() => fails("rate_limited", 30_000));
    await expect(ask()).rejects.toMatchObject({ code: "provider_rate_limited", retryAfterSeconds: 30 });
    expect(provider.calls).toHaveLength(1);
  });
});

describe("after the first token", () => {
  it("nothing is begun again: an answer is never mixed from two calls", async () => {
    const { provider } = use(() => [text("I am "), failed(fails("unavailable", 1))], {
      fallbacks: { "acme/large": ["acme/small"] },
    });
    await expect(ask()).rejects.toMatchObject({ code: "provider_unavailable" });
    expect(provider.calls).toHaveLength(1);
  });
});

describe("a fallback", () => {
  const chain = { fallbacks: { "acme/large": ["acme/unheard-of", "acme/small", "acme/tiny"] } };

  it("answers instead, in order, and is what the receipt says and charges", async () => {
    const { provider } = use((model) => (model === "tiny" ? FINE : fails("bad_request")), chain);
    const { answer, receipt } = await ask();
    expect(answer).toBe("Fine.");
    expect(provider.calls.map((call) => call.model)).toEqual(["large", "small", "tiny"]);
    expect(receipt).toMatchObject({ model: "acme/tiny", modelName: "tiny" });
  });

  it("is charged at its own price, not at that of the model it stood in for", async () => {
    const dear = scriptedProvider(() => fails("bad_request"));
    const cheap = scriptedProvider(() => FINE);
    useProvider(app.kernel, dear, ["claude-opus-4-5"], {
      configured: { id: "anthropic" },
      fallbacks: { "anthropic/claude-opus-4-5": ["acme/small"] },
      others: [
        { id: "acme", name: "Acme", provider: cheap, missing: "", models: ["small"], marginPercent: 0 },
      ],
    });
    const { receipt } = await ask("anthropic/claude-opus-4-5");
    expect(receipt).toMatchObject({ model: "acme/small", chargedMicroPt: 10n * 500n + 2n * 1_500n });
  });

  it("that could cost more than what is held is passed over, and so is one that is not connected", async () => {
    const cheap = scriptedProvider(() => fails("bad_request"));
    const dear = scriptedProvider(() => FINE);
    useProvider(app.kernel, cheap, ["small"], {
      fallbacks: { "acme/small": ["anthropic/claude-opus-4-5", "google/gemini-2.5-pro"] },
      others: [
        { id: "anthropic", name: "Anthropic", provider: dear, missing: "", models: null, marginPercent: 0 },
        {
          id: "google",
          name: "Google",
          provider: null,
          missing: "Not connected.",
          models: null,
          marginPercent: 0,
        },
      ],
    });
    await expect(ask("acme/small")).rejects.toMatchObject({ code: "provider_rejected" });
    expect(dear.calls).toHaveLength(0);
  });

  it("is asked for no more than it can write", async () => {
    const { provider } = use((model) => (model === "large" ? fails("bad_request") : FINE), chain);
    const quote = await quoteCall(ctx, "acme/large", { ...request, maxOutputTokens: 1_000_000 });
    const call = await beginCall(
      ctx,
      { request, idempotencyKey: app.kernel.newId(), purpose: "chat", subjectId: null },
      quote,
    );
    await call.start(stays);
    await call.settle();
    expect(provider.calls.at(-1)?.options.maxOutputTokens).toBeLessThanOrEqual(8_192);
  });
});

describe("a provider that is down", () => {
  it("is not asked any more after five failures in a row, and again after the pause", async () => {
    let down = true;
    const { provider } = use(() => (down ? fails("unavailable", 1) : FINE));
    for (let n = 0; n < 4; n += 1)
      await expect(ask()).rejects.toMatchObject({ code: "provider_unavailable" });
    expect(provider.calls).toHaveLength(5);
    down = false;
    await expect(ask()).rejects.toMatchObject({ code: "provider_unavailable" });
    expect(provider.calls).toHaveLength(5);
    app.clock.advance(15_000);
    expect((await ask()).answer).toBe("Fine.");
  });

  it("sends people to the fallback at once", async () => {
    const down = scriptedProvider(() => fails("unavailable", 1));
    const up = scriptedProvider(() => FINE);
    useProvider(app.kernel, down, ["large"], {
      fallbacks: { "acme/large": ["other/small"] },
      others: [
        { id: "other", name: "Other", provider: up, missing: "", models: ["small"], marginPercent: 0 },
      ],
    });
    for (let n = 0; n < 6; n += 1) expect((await ask()).receipt.model).toBe("other/small");
    expect(down.calls).toHaveLength(5);
  });

  it("is told from one that answers with a refusal", async () => {
    const { provider } = use((_model, before) =>
      before % 5 === 4 ? fails("rate_limited", 60_000) : fails("unavailable", 60_000),
    );
    for (let n = 0; n < 15; n += 1)
      await expect(ask()).rejects.toMatchObject({ code: expect.stringMatching(/^provider_/) });
    expect(provider.calls).toHaveLength(15);
  });
});

describe("a person who leaves", () => {
  const reason = new Error("the person left");

  it("before the call was made lets it not be made", async () => {
    const { provider } = use(() => FINE);
    const call = await begin();
    await expect(call.start(AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(provider.calls).toHaveLength(0);
    expect(await call.settle()).toMatchObject({ chargedMicroPt: 0n });
  });

  it("while the provider thinks cuts the call, and neither a retry nor a fallback follows", async () => {
    const { provider } = use(() => ["wait"], { fallbacks: { "acme/large": ["acme/small"] } });
    const leaving = new AbortController();
    const call = await begin();
    const starting = call.start(leaving.signal);
    await expect.poll(() => provider.calls.length).toBe(1);
    leaving.abort(reason);
    await expect(starting).rejects.toBe(reason);
    expect(provider.calls).toHaveLength(1);
    expect(provider.calls[0]?.options.abortSignal?.reason).toBe(reason);
    expect(await call.settle()).toMatchObject({ chargedMicroPt: 0n });
  });

  it("during the pause before a retry is not waited for", async () => {
    const { provider } = use(() => fails("rate_limited", 2_000));
    const leaving = new AbortController();
    const call = await begin();
    const starting = call.start(leaving.signal);
    await expect.poll(() => provider.calls.length).toBe(1);
    leaving.abort(reason);
    await expect(starting).rejects.toBe(reason);
    expect(provider.calls).toHaveLength(1);
    await call.settle();
  });

  it("in the middle of the answer cuts the call too, and settling does it for those who forgot", async () => {
    const { provider } = use(() => [text("I am "), "wait"]);
    const leaving = new AbortController();
    const call = await begin();
    await call.start(leaving.signal);
    expect(await call.next()).toMatchObject({ delta: "I am " });
    const next = call.next();
    leaving.abort(reason);
    await expect(next).rejects.toBe(reason);
    await call.settle();
    const second = await begin();
    await second.start(stays);
    expect(provider.calls.at(-1)?.options.abortSignal?.aborted).toBe(false);
    await second.settle();
    expect(provider.calls.at(-1)?.options.abortSignal?.aborted).toBe(true);
  });
});

it("places at the provider come back whatever happened, and nothing stays held", async () => {
  const { hub } = use((_model, before) =>
    before % 3 === 0 ? fails("bad_request") : before % 3 === 1 ? [text("a"), failed(fails("dropped"))] : FINE,
  );
  await Promise.allSettled(Array.from({ length: 60 }, () => ask()));
  const gate = hub.get("acme/large")?.provider.gate;
  const entered = await Promise.all(
    Array.from({ length: 512 }, () => gate?.enter(AbortSignal.timeout(5_000))),
  );
  expect(entered).toHaveLength(512);
  expect(await getWallet(ctx)).toMatchObject({ heldMicroPt: "0" });
});
