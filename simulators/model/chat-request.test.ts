import { describe, expect, test } from "vitest";
import type { ChatRequest } from "./chat-request.ts";
import { readChatRequest, requestedTool } from "./chat-request.ts";

function read(body: object): ChatRequest {
  const request = readChatRequest(
    JSON.stringify({ model: "m", messages: [{ role: "user", content: "hi" }], ...body }),
  );
  if (typeof request === "string") throw new Error(request);
  return request;
}

const WEATHER = { type: "function", function: { name: "weather" } };

describe("readChatRequest", () => {
  test("has defaults for everything but model and messages", () => {
    expect(read({})).toEqual({
      model: "m",
      stream: false,
      includeUsage: false,
      maxTokens: undefined,
      lastUserText: "hi",
      toolResult: undefined,
      tools: [],
      promptTokens: 1,
      wantsJson: false,
    });
  });

  test("reads both names of the token limit, the newer first", () => {
    expect(read({ max_tokens: 5 }).maxTokens).toBe(5);
    expect(read({ max_tokens: 5, max_completion_tokens: 3 }).maxTokens).toBe(3);
    expect(read({ max_tokens: -1 }).maxTokens).toBeUndefined();
  });

  test("joins the text parts of the last user message and passes over its images", () => {
    const content = [
      { type: "text", text: "a" },
      { type: "image_url", image_url: { url: "x" } },
      { type: "text", text: "b" },
    ];
    const messages = [
      { role: "user", content: "old" },
      { role: "user", content },
      { role: "assistant", content: "x" },
    ];
    expect(read({ messages }).lastUserText).toBe("ab");
  });

  test("counts a quarter of all characters as prompt tokens", () => {
    expect(read({ messages: [{ role: "user", content: "x".repeat(41) }] }).promptTokens).toBe(11);
  });

  test("knows a conversation that ends with a tool's result", () => {
    const messages = [
      { role: "user", content: "call:weather" },
      { role: "tool", content: "sunny" },
    ];
    expect(read({ messages }).toolResult).toBe("sunny");
  });

  test("knows when JSON is asked for", () => {
    expect(read({ response_format: { type: "json_object" } }).wantsJson).toBe(true);
    expect(read({ response_format: { type: "text" } }).wantsJson).toBe(false);
  });

  test.each([
    ["{", /could not parse/],
    ["7", /could not parse/],
    ["{}", /model/],
    ['{"model":1}', /model/],
    ['{"model":"m"}', /messages/],
    ['{"model":"m","messages":{}}', /messages/],
    ['{"model":"m","messages":[null]}', /messages/],
  ])("%s is refused in words", (body, sentence) => {
    expect(readChatRequest(body)).toMatch(sentence);
  });
});

describe("requestedTool", () => {
  const asking = (text: string, tools: object[] = [WEATHER]) =>
    read({ messages: [{ role: "user", content: text }], tools });

  test("is the offered tool that the message names", () => {
    expect(requestedTool(asking("please call:weather now"))).toBe("weather");
  });

  test("is none when it was not offered, not named, or already answered", () => {
    expect(requestedTool(asking("call:other"))).toBeUndefined();
    expect(requestedTool(asking("weather"))).toBeUndefined();
    expect(requestedTool(asking("call:weather", [{ type: "function" }, {}]))).toBeUndefined();
    const messages = [
      { role: "user", content: "call:weather" },
      { role: "tool", content: "sunny" },
    ];
    expect(requestedTool(read({ messages, tools: [WEATHER] }))).toBeUndefined();
  });
});
