import { describe, expect, test } from "vitest";
import { failureOf, inStreamFailure } from "./classify-failure.ts";

function failure(status: number, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return failureOf({ provider: "p", status, headers, body: text, secrets: ["topsecret"] });
}

const openai = (message: string, code: string | null = null, type = "invalid_request_error") => ({
  error: { message, type, code, param: null },
});

describe("failureOf", () => {
  test.each([
    [401, openai("Incorrect API key", "invalid_api_key"), "auth"],
    [403, openai("Not allowed"), "auth"],
    [402, openai("Payment required"), "quota"],
    [429, openai("You exceeded your current quota", "insufficient_quota", "insufficient_quota"), "quota"],
    [429, openai("Rate limit reached for gpt-4o", "rate_limit_exceeded", "requests"), "rate_limited"],
    [
      400,
      openai("This model's maximum context length is 8192 tokens", "context_length_exceeded"),
      "context_too_long",
    ],
    [
      400,
      { object: "error", message: "This model's maximum context length is 4096 tokens", code: 400 },
      "context_too_long",
    ],
    [
      413,
      { type: "error", error: { type: "request_too_large", message: "Request exceeds the maximum size" } },
      "bad_request",
    ],
    [
      400,
      {
        type: "error",
        error: { type: "invalid_request_error", message: "prompt is too long: 210000 tokens" },
      },
      "context_too_long",
    ],
    [
      400,
      { type: "error", error: { type: "invalid_request_error", message: "Your credit balance is too low" } },
      "quota",
    ],
    [529, { type: "error", error: { type: "overloaded_error", message: "Overloaded" } }, "unavailable"],
    [
      400,
      {
        error: {
          code: 400,
          message: "API key not valid. Please pass a valid API key.",
          status: "INVALID_ARGUMENT",
        },
      },
      "auth",
    ],
    [
      400,
      [
        {
          error: {
            code: 400,
            message: "The input token count (2000000) exceeds the maximum",
            status: "INVALID_ARGUMENT",
          },
        },
      ],
      "context_too_long",
    ],
    [
      429,
      {
        error: {
          code: 429,
          message: "Quota exceeded for metric requests PerMinute; exceeded your current quota",
          status: "RESOURCE_EXHAUSTED",
        },
      },
      "rate_limited",
    ],
    [
      400,
      openai("Your request was rejected by our safety system", "content_policy_violation"),
      "content_filter",
    ],
    [404, { error: 'model "llama9" not found, try pulling it first' }, "bad_request"],
    [422, openai("bad"), "bad_request"],
    [408, "timeout", "unavailable"],
    [502, "<html>Bad gateway</html>", "unavailable"],
    [301, "", "malformed"],
  ])("status %i with %j is %s", (status, body, kind) => {
    expect(failure(status, body)).toMatchObject({ kind, status });
  });

  test("keeps the provider's words in detail and a fixed sentence as message", () => {
    const error = failure(400, openai("Unknown field foo"));
    expect(error.detail).toBe("Unknown field foo");
    expect(error.message).toBe("The provider did not accept the request.");
  });

  test("removes the key it was called with, and anything shaped like a key", () => {
    const { detail } = failure(
      401,
      openai("Key topsecret or sk-proj-abc123def456ghi or Bearer abcdef.123 or AIzaSyA1234567890abc"),
    );
    expect(detail).toBe("Key [redacted] or [redacted] or [redacted] or [redacted]");
  });

  test("leaves ordinary words alone", () => {
    const said = "The key value must be a basic string, skipping bearer tokens";
    expect(failure(400, openai(said)).detail).toBe(said);
  });

  test.each([
    [{ "retry-after": "3" }, 3_000],
    [{ "retry-after": "0.5" }, 500],
    [{ "retry-after-ms": "250", "retry-after": "9" }, 250],
    [{ "retry-after": new Date(Date.now() - 5_000).toUTCString() }, 0],
    [{ "retry-after": "soon" }, undefined],
    [{ "retry-after": "99999999" }, 24 * 60 * 60 * 1000],
    [{}, undefined],
  ])("reads the wait from %j", (headers, expected) => {
    expect(failure(429, "{}", headers).retryAfterMs).toBe(expected);
  });

  test("reads Google's wait from the body", () => {
    const details = [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "34s" }];
    expect(failure(429, { error: { code: 429, message: "x", details } }).retryAfterMs).toBe(34_000);
  });

  test("only what may pass is worth another try", () => {
    expect([429, 500, 503].map((status) => failure(status, "{}").retryable)).toEqual([true, true, true]);
    expect([400, 401, 402, 422].map((status) => failure(status, "{}").retryable)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe("inStreamFailure", () => {
  test.each([
    [{ type: "overloaded_error", message: "x" }, "unavailable"],
    [{ type: "rate_limit_error", message: "x" }, "rate_limited"],
    [{ type: "authentication_error", message: "x" }, "auth"],
    [{ code: 503, message: "x" }, "unavailable"],
    [{ status_code: 400, message: "x" }, "bad_request"],
    [{ status: "RESOURCE_EXHAUSTED", message: "x" }, "rate_limited"],
    ["something went wrong", "unavailable"],
    [null, "unavailable"],
  ])("%j is %s", (error, kind) => {
    expect(inStreamFailure("p", error, [])).toMatchObject({ kind, provider: "p" });
  });
});
