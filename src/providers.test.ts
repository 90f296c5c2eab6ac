import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anthropicStream } from "./adapters/models/testing/anthropic-wire.ts";
import { type FixtureServer, serveFixture, sse } from "./adapters/models/testing/fixture-server.ts";
import { readConfig } from "./config.ts";
import { configuredProviders } from "./providers.ts";
import { type TestApp, testApp } from "./testing/app.ts";
import { newWorkspace } from "./testing/people.ts";
import { signIn } from "./testing/signed-in.ts";

const CLAUDE = "anthropic/claude-sonnet-4-5";
const GEMINI = "google/gemini-2.5-flash";

let app: TestApp;
let anthropic: FixtureServer;
let google: FixtureServer;
const mock = new LLMock({ port: 0 });
let home: string;
let page: Awaited<ReturnType<typeof signIn>>;
let key: string;
/** What the simulated Anthropic answers next. */
let status = 200;

beforeAll(async () => {
  mock.onMessage("hello", { content: "Hi there, how can I help?" });
  await mock.start();
  const usage = {
    input_tokens: 50,
    cache_read_input_tokens: 1_800,
    cache_creation_input_tokens: 248,
    output_tokens: 1,
  };
  anthropic = await serveFixture(() =>
    status === 200
      ? {
          headers: { "content-type": "text/event-stream" },
          body: anthropicStream(usage, { output_tokens: 12 }, "Two years."),
        }
      : {
          status,
          body: JSON.stringify({
            type: "error",
            error: { type: "x", message: "sk-ant-secret is not valid" },
          }),
        },
  );
  google = await serveFixture(() =>
    sse({
      candidates: [
        { content: { role: "model", parts: [{ text: "Two years." }] }, finishReason: "STOP", index: 0 },
      ],
      usageMetadata: { promptTokenCount: 40, candidatesTokenCount: 3, totalTokenCount: 43 },
    }),
  );
  app = await testApp({
    env: {
      ANTHROPIC_API_KEY: "sk-ant-secret",
      ANTHROPIC_BASE_URL: `${anthropic.url}/v1`,
      GOOGLE_API_KEY: "google-secret",
      GOOGLE_BASE_URL: `${google.url}/v1beta`,
      OPENAI_BASE_URL: `${mock.url}/v1`,
    },
  });
  const workspace = await newWorkspace(app.kernel);
  home = `/api/workspaces/${workspace.id}`;
  page = await signIn(app.http, workspace.owner);
  key = (await call<{ secret: string }>("POST", "/api-keys", { name: "Program" })).secret;
});
afterAll(async () => {
  await app.close();
  await Promise.all([anthropic.close(), google.close(), mock.stop()]);
});

async function call<Body>(method: "GET" | "POST", path: string, payload?: object): Promise<Body> {
  const answer = await app.http.inject({
    method,
    url: `${home}${path}`,
    headers: page,
    ...(payload ? { payload } : {}),
  });
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return answer.json<Body>();
}

interface Wallet {
  readonly availableMicroPt: string;
  readonly heldMicroPt: string;
  readonly usedMicroPt: string;
}

function complete(model: string, text: string) {
  const payload = { model, messages: [{ role: "user", content: text }], max_tokens: 100 };
  return app.http.inject({
    method: "POST",
    url: "/v1/chat/completions",
    headers: { authorization: `Bearer ${key}` },
    payload,
  });
}

interface Message {
  readonly role: string;
  readonly status: string;
  readonly text: string;
  readonly receipt: Record<string, unknown> | null;
}

/** A whole turn as the web app does it: quote, send, read, receipt. */
async function turn(model: string, text: string) {
  const { id } = await call<{ id: string }>("POST", "/conversations", {});
  const quote = await call<{ quoteMicroPt: string }>("POST", "/quotes", { text, model });
  await call("POST", `/conversations/${id}/messages`, { text, model, idempotencyKey: app.kernel.newId() });
  let answer: Message | undefined;
  await expect
    .poll(
      async () => {
        answer = (await call<{ messages: Message[] }>("GET", `/conversations/${id}`)).messages.at(-1);
        return answer?.role === "assistant" && answer.status !== "streaming" && answer.receipt !== null;
      },
      { timeout: 10_000 },
    )
    .toBe(true);
  return { quote, answer };
}

describe("Anthropic, as the operator connects it", () => {
  it("answers a program in OpenAI's shape, each of its tokens charged once at its own price", async () => {
    const before = await call<Wallet>("GET", "/wallet");
    const answer = await complete(CLAUDE, "How long is the warranty?");
    expect(answer.json()).toMatchObject({
      choices: [{ message: { role: "assistant", content: "Two years." }, finish_reason: "stop" }],
      usage: { prompt_tokens: 2_098, completion_tokens: 12, prompt_tokens_details: { cached_tokens: 1_800 } },
    });
    const [asked] = anthropic.requests;
    expect(asked?.path).toBe("/v1/messages");
    expect(asked?.headers["x-api-key"]).toBe("sk-ant-secret");
    expect(asked?.body).toMatchObject({ model: "claude-sonnet-4-5", max_tokens: 100, stream: true });
    const after = await call<Wallet>("GET", "/wallet");
    // USD 3, 0.30, 3.75 and 15 a million tokens; the hold was made for far fewer prompt tokens and bounds it.
    const cost = 50n * 3_000n + 1_800n * 300n + 248n * 3_750n + 12n * 15_000n;
    const charged = BigInt(after.usedMicroPt) - BigInt(before.usedMicroPt);
    expect(charged).toBe(cost);
    expect(BigInt(before.availableMicroPt) - BigInt(after.availableMicroPt)).toBeLessThanOrEqual(cost);
    expect(after.heldMicroPt).toBe("0");
  });

  it("answers a person, with a receipt that says what it charged", async () => {
    const { quote, answer } = await turn(CLAUDE, "How long is the warranty?");
    expect(answer).toMatchObject({ status: "complete", text: "Two years." });
    expect(answer?.receipt).toMatchObject({
      model: CLAUDE,
      heldMicroPt: quote.quoteMicroPt,
      usageSource: "provider",
    });
  });

  it.each([
    [401, 502, "provider_auth"],
    [400, 502, "provider_rejected"],
    [529, 503, "provider_unavailable"],
  ])("that answers %i costs nothing and its words stay here", async (theirs, ours, code) => {
    status = theirs;
    try {
      const before = await call<Wallet>("GET", "/wallet");
      const answer = await complete(CLAUDE, "Hello?");
      expect(answer.statusCode).toBe(ours);
      expect(answer.json()).toMatchObject({ error: { code } });
      expect(answer.body).not.toMatch(/sk-ant|secret/);
      expect(await call<Wallet>("GET", "/wallet")).toMatchObject({
        usedMicroPt: before.usedMicroPt,
        heldMicroPt: "0",
      });
    } finally {
      status = 200;
    }
  });
});

describe("Google, as the operator connects it", () => {
  it("answers a person and sends its key in a header, not in the address", async () => {
    const { answer } = await turn(GEMINI, "How long is the warranty?");
    expect(answer).toMatchObject({ status: "complete", text: "Two years." });
    const [asked] = google.requests;
    expect(asked?.path).toContain("gemini-2.5-flash:streamGenerateContent");
    expect(asked?.path).not.toContain("google-secret");
    expect(asked?.headers["x-goog-api-key"]).toBe("google-secret");
  });
});

describe("an independent implementation of OpenAI's wire (aimock)", () => {
  it("is OPENAI_BASE_URL without a key, and goes through a whole turn", async () => {
    const { quote, answer } = await turn("openai/gpt-5-mini", "hello");
    expect(answer).toMatchObject({ status: "complete", text: "Hi there, how can I help?" });
    expect(answer?.receipt).toMatchObject({ model: "openai/gpt-5-mini", heldMicroPt: quote.quoteMicroPt });
    const charged = BigInt(String(answer?.receipt?.chargedMicroPt));
    expect(charged).toBeGreaterThan(0n);
    expect(charged).toBeLessThanOrEqual(BigInt(quote.quoteMicroPt));
  });

  it("answers a program too", async () => {
    const answer = await complete("openai/gpt-5-mini", "hello");
    expect(answer.json()).toMatchObject({ choices: [{ message: { content: "Hi there, how can I help?" } }] });
  });
});

describe("the providers of a configuration", () => {
  const providers = (env: Record<string, string>) => configuredProviders(readConfig(env).models);

  it("are all shown without any key, the built-in one ready and the others saying what they miss", async () => {
    const found = providers({});
    expect(found.map(({ id, provider }) => [id, provider !== null])).toEqual([
      ["openai", false],
      ["anthropic", false],
      ["google", false],
      ["parley", true],
    ]);
    for (const { id, provider, missing } of found) {
      if (provider === null)
        expect(missing, id).toMatch(
          /The operator connects it by setting [A-Z_]+ and starting Parley again\./,
        );
      await provider?.close();
    }
  });

  it("stand in the order in which a new conversation chooses: keys first, then endpoints, then the built-in one", async () => {
    const endpoints = JSON.stringify([
      { id: "ollama", name: "Ollama", baseUrl: "http://127.0.0.1:11434/v1" },
    ]);
    const found = providers({ OPENAI_API_KEY: "sk-x", MODEL_ENDPOINTS: endpoints });
    expect(found.filter((one) => one.provider !== null).map((one) => one.id)).toEqual([
      "openai",
      "ollama",
      "parley",
    ]);
    await Promise.all(found.map((one) => one.provider?.close()));
  });
});
