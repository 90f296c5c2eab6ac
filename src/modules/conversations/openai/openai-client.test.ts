import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemCtx } from "../../../kernel/ctx.ts";
import { BALANCED, booksOf } from "../../../testing/books.ts";
import { newWorkspace, type TestWorkspace } from "../../../testing/people.ts";
import { createApiKeyFor } from "../../api-keys/index.ts";
import { type ChatApp, chatApp, SIM } from "../testing/chat-app.ts";

/** The official client, unchanged, over a real socket. */
let app: ChatApp;
let workspace: TestWorkspace;
let client: OpenAI;
let address: string;

beforeAll(async () => {
  app = await chatApp();
  address = await app.http.listen({ host: "127.0.0.1", port: 0 });
  workspace = await newWorkspace(app.kernel);
  client = new OpenAI({ baseURL: `${address}/v1`, apiKey: await newKey(workspace.id), maxRetries: 0 });
});
beforeEach(() => app.clock.advance(60_000));
afterAll(() => app.close());

async function newKey(workspaceId: string): Promise<string> {
  const operator = systemCtx(app.kernel, { kind: "operator" });
  const { secret } = await createApiKeyFor(operator, { workspaceId, name: "Test" });
  return secret;
}

const text = (content: string) => [{ role: "user" as const, content }];
const twenty = Array.from({ length: 20 }, (_, n) => `t${n}`).join(" ");

describe("the official OpenAI client", () => {
  it("gets a whole answer with its usage, charged to the workspace", async () => {
    const completion = await client.chat.completions.create({ model: SIM, messages: text("Hello") });
    expect(completion.choices[0]).toMatchObject({
      finish_reason: "stop",
      message: { role: "assistant", content: twenty },
    });
    expect(completion.usage?.total_tokens).toBeGreaterThan(20);
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({ held: 0n, ...BALANCED });
  });

  it("gets a stream, token by token, with usage at the end when it asks for it", async () => {
    const stream = await client.chat.completions.create({
      model: SIM,
      messages: text("Hello"),
      stream: true,
      stream_options: { include_usage: true },
    });
    const parts: string[] = [];
    let usage: OpenAI.CompletionUsage | undefined;
    for await (const chunk of stream) {
      parts.push(chunk.choices[0]?.delta.content ?? "");
      usage = chunk.usage ?? usage;
    }
    expect(parts.join("")).toBe(twenty);
    expect(usage?.completion_tokens).toBe(20);
  });

  it("calls tools, streamed in fragments, and continues with their results", async () => {
    const tools: OpenAI.ChatCompletionTool[] = [
      {
        type: "function",
        function: {
          name: "weather",
          parameters: { type: "object", properties: { city: { type: "string" } } },
        },
      },
    ];
    const runner = client.chat.completions.stream({ model: SIM, messages: text("call:weather"), tools });
    const first = await runner.finalChatCompletion();
    const call = first.choices[0]?.message.tool_calls?.[0];
    if (call?.type !== "function") throw new Error("No tool was called.");
    expect(first.choices[0]?.finish_reason).toBe("tool_calls");
    expect(JSON.parse(call.function.arguments)).toEqual({ city: "Paris" });
    const second = await client.chat.completions.create({
      model: SIM,
      tools,
      messages: [
        ...text("call:weather"),
        { role: "assistant", content: null, tool_calls: [call] },
        { role: "tool", tool_call_id: call.id, content: "Sunny" },
      ],
    });
    expect(second.choices[0]?.message.content).toBeTruthy();
  });

  it("lists the models that can answer, and finds one by its id", async () => {
    const models = await client.models.list();
    expect(models.data.map((model) => model.id)).toEqual(expect.arrayContaining([SIM, "parley/local"]));
    expect(models.data.map((model) => model.id)).not.toContain("openai/gpt-5");
    expect(await client.models.retrieve("parley/local")).toMatchObject({
      object: "model",
      owned_by: "parley",
    });
    await expect(client.models.retrieve("nobody/nothing")).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  });

  it.each([
    ["error-401", OpenAI.InternalServerError],
    ["error-429,retry-after=30", OpenAI.InternalServerError],
    ["error-500", OpenAI.InternalServerError],
  ])("gets a typed error with a status for a provider's %s, also when it streams", async (how, kind) => {
    const before = await booksOf(app.adminPool, workspace.id);
    const request = { model: SIM, messages: text(`simulate:${how}`) };
    await expect(client.chat.completions.create(request)).rejects.toBeInstanceOf(kind);
    await expect(client.chat.completions.create({ ...request, stream: true })).rejects.toBeInstanceOf(kind);
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({
      used: before.used,
      held: 0n,
      ...BALANCED,
    });
  });

  it("gets a typed error for what it did wrong", async () => {
    const wrong = new OpenAI({ baseURL: `${address}/v1`, apiKey: "pk_nobody", maxRetries: 0 });
    await expect(wrong.models.list()).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
    await expect(
      client.chat.completions.create({ model: "nobody/nothing", messages: text("x") }),
    ).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    await expect(client.chat.completions.create({ model: SIM, messages: [] })).rejects.toMatchObject({
      status: 400,
      param: "messages",
      type: "invalid_request_error",
    });
  });

  it("is told about the wall with 402 and is charged nothing", async () => {
    const poor = await newWorkspace(app.kernel);
    const theirs = new OpenAI({ baseURL: `${address}/v1`, apiKey: await newKey(poor.id), maxRetries: 0 });
    const huge = {
      model: SIM,
      messages: text(`${"word ".repeat(20_000)} simulate:tokens=50,delay=20`),
      max_tokens: 8_000,
    };
    const asks = await Promise.allSettled(
      Array.from({ length: 52 }, () => theirs.chat.completions.create(huge)),
    );
    const refused = asks.flatMap((ask) => (ask.status === "rejected" ? [ask.reason] : []));
    expect(refused.length).toBeGreaterThan(0);
    for (const error of refused) expect(error).toMatchObject({ status: 402, code: "insufficient_credit" });
    expect(await booksOf(app.adminPool, poor.id)).toMatchObject({ held: 0n, ...BALANCED });
  });

  it("cuts the provider off when it leaves, and is charged for what was delivered", async () => {
    const before = await booksOf(app.adminPool, workspace.id);
    const stream = await client.chat.completions.create({
      model: SIM,
      messages: text("simulate:tokens=5000,delay=5"),
      stream: true,
    });
    let seen = 0;
    for await (const _ of stream) if (++seen > 10) break;
    await expect.poll(() => app.simulator.requests().at(-1)?.cancelledAt).toBeDefined();
    await expect.poll(async () => (await booksOf(app.adminPool, workspace.id)).held).toBe(0n);
    const after = await booksOf(app.adminPool, workspace.id);
    expect(after.used).toBeGreaterThan(before.used);
    expect(after).toMatchObject(BALANCED);
  });

  it("goes on in the same conversation when it sends its history along", async () => {
    const home = await newWorkspace(app.kernel);
    const theirs = new OpenAI({ baseURL: `${address}/v1`, apiKey: await newKey(home.id), maxRetries: 0 });
    const first = await theirs.chat.completions.create({ model: SIM, messages: text("One") });
    await theirs.chat.completions.create({
      model: SIM,
      messages: [
        ...text("One"),
        { role: "assistant", content: first.choices[0]?.message.content ?? "" },
        ...text("Two"),
      ],
    });
    const { rows } = await app.adminPool.query<{ texts: string[] }>(
      `select array_agg(m.text order by m.position) filter (where m.role = 'user') as texts
       from conversations.message m where workspace_id = $1 group by conversation_id`,
      [home.id],
    );
    expect(rows).toEqual([{ texts: ["One", "Two"] }]);
  });
});

describe("odd input", () => {
  const headers = { "content-type": "application/json" };
  const post = async (payload: string, contentType = "application/json") =>
    app.http.inject({
      method: "POST",
      url: "/v1/chat/completions",
      payload,
      headers: { ...headers, "content-type": contentType, authorization: `Bearer ${client.apiKey}` },
    });

  it.each([
    ["broken JSON", "{", 400],
    ["no body", "", 400],
    ["a list", "[]", 400],
    ["wrong types", '{"model":5,"messages":"x"}', 400],
    ["an unknown role", '{"model":"sim/sim","messages":[{"role":"wizard","content":"x"}]}', 400],
    ["a huge bound", '{"model":"sim/sim","messages":[{"role":"user","content":"x"}],"max_tokens":1e99}', 400],
    [
      "a fraction of a token",
      '{"model":"sim/sim","messages":[{"role":"user","content":"x"}],"max_tokens":1.5}',
      400,
    ],
    ["two answers", '{"model":"sim/sim","messages":[{"role":"user","content":"x"}],"n":2}', 400],
    [
      "an image that is no address",
      '{"model":"sim/sim","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"nonsense"}}]}]}',
      400,
    ],
  ])("is a 4xx with the field and what to do: %s", async (_, payload, status) => {
    const answer = await post(payload);
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({
      error: { type: "invalid_request_error", message: expect.stringMatching(/\S/) },
    });
  });

  it("refuses other content types", async () => {
    expect((await post("model=sim", "application/x-www-form-urlencoded")).statusCode).toBe(415);
  });

  it.each([
    ["a megabyte of one letter", "a".repeat(1_000_000)],
    ["NUL bytes", "one\u0000two"],
    ["a lone surrogate", "half \ud83d of a pair"],
    ["a special token", "<|endoftext|> and on"],
  ])("takes %s as text and answers, or says that it is too long", async (_, content) => {
    const answer = await post(
      JSON.stringify({ model: "parley/local", messages: [{ role: "user", content }] }),
    );
    expect([200, 400, 402]).toContain(answer.statusCode);
  });

  it("takes a history of 10,000 messages", async () => {
    const messages = Array.from({ length: 10_000 }, (_, n) => ({
      role: n % 2 ? "assistant" : "user",
      content: `m${n}`,
    }));
    const answer = await post(
      JSON.stringify({ model: "parley/local", messages: [...messages.slice(0, 9_999)] }),
    );
    expect([200, 400]).toContain(answer.statusCode);
    const longer = await post(JSON.stringify({ model: SIM, messages: [...messages, ...messages] }));
    expect(longer.statusCode).toBe(400);
    expect(longer.json().error.message).toBe("messages: Give at most 10,000 messages; leave out the oldest.");
  });
});
