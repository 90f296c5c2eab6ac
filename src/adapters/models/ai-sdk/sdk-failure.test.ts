import {
  APICallError,
  EmptyResponseBodyError,
  InvalidPromptError,
  JSONParseError,
  LoadAPIKeyError,
  TypeValidationError,
  UnsupportedFunctionalityError,
} from "@ai-sdk/provider";
import { describe, expect, test } from "vitest";
import { ModelProviderError } from "../provider-error.ts";
import { sdkFailure } from "./sdk-failure.ts";

const context = { provider: "p", secrets: ["hush-hush-0001"], hasBegun: false };
const begun = { ...context, hasBegun: true };

function coded(code: string, message = "boom"): Error {
  return Object.assign(new Error(message), { code });
}

function call(fields: Partial<ConstructorParameters<typeof APICallError>[0]>): APICallError {
  return new APICallError({
    message: "failed",
    url: "http://x",
    requestBodyValues: { prompt: "private" },
    ...fields,
  });
}

describe("sdkFailure", () => {
  test.each([
    ["a missing key", new LoadAPIKeyError({ message: "no key" }), "auth"],
    ["an empty body", new EmptyResponseBodyError(), "empty"],
    ["JSON that does not parse", new JSONParseError({ text: "{", cause: new Error("x") }), "malformed"],
    ["JSON of another shape", new TypeValidationError({ value: 1, cause: new Error("x") }), "malformed"],
    [
      "something the vendor cannot do",
      new UnsupportedFunctionalityError({ functionality: "video" }),
      "bad_request",
    ],
    ["a prompt of the wrong shape", new InvalidPromptError({ prompt: [], message: "x" }), "bad_request"],
    ["a refused connection", call({ cause: coded("ECONNREFUSED") }), "unavailable"],
    [
      "a name that does not resolve",
      call({ cause: new TypeError("x", { cause: coded("ENOTFOUND") }) }),
      "unavailable",
    ],
    ["a connection that takes too long", call({ cause: coded("UND_ERR_CONNECT_TIMEOUT") }), "unavailable"],
    ["headers that do not come", call({ cause: coded("UND_ERR_HEADERS_TIMEOUT") }), "stalled"],
    ["a body that halts", new TypeError("terminated", { cause: coded("UND_ERR_BODY_TIMEOUT") }), "stalled"],
    [
      "an unusable answer with status 200",
      call({ statusCode: 200, cause: new JSONParseError({ text: "{", cause: 1 }) }),
      "malformed",
    ],
    ["a call without status or cause", call({}), "unavailable"],
    ["an error event", { type: "overloaded_error", message: "x", statusCode: 529 }, "unavailable"],
    ["an unknown fault", new Error("???"), "unavailable"],
    ["something that is no error", "text", "unavailable"],
  ])("%s", (_, error, kind) => {
    expect(sdkFailure(error, context)).toMatchObject({ kind, provider: "p" });
  });

  test("a socket that breaks after the answer began was dropped", () => {
    expect(sdkFailure(new TypeError("terminated", { cause: coded("UND_ERR_SOCKET") }), begun).kind).toBe(
      "dropped",
    );
    expect(sdkFailure(new Error("???"), begun).kind).toBe("dropped");
  });

  test("an own error inside the SDK's wrapping comes out as it was", () => {
    const own = new ModelProviderError("malformed", { provider: "p" });
    expect(sdkFailure(call({ cause: new Error("x", { cause: own }) }), context)).toBe(own);
  });

  test("status, wait and body are read as for every other vendor", () => {
    const error = call({
      statusCode: 429,
      responseHeaders: { "retry-after": "4" },
      responseBody: JSON.stringify({ error: { message: "slow" } }),
    });
    expect(sdkFailure(error, context)).toMatchObject({
      kind: "rate_limited",
      status: 429,
      retryAfterMs: 4_000,
      detail: "slow",
    });
  });

  test("neither the request nor the key goes along", () => {
    const error = sdkFailure(
      call({ message: "bad key hush-hush-0001", cause: coded("EPIPE", "hush-hush-0001") }),
      context,
    );
    const shown = `${JSON.stringify(error)} ${error.detail} ${error.stack}`;
    expect(shown).not.toContain("hush");
    expect(shown).not.toContain("private");
  });

  test("a chain of causes that never ends is read in part", () => {
    const loop = new Error("loop");
    loop.cause = loop;
    expect(sdkFailure(loop, context).kind).toBe("unavailable");
  });
});
