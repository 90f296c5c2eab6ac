import { afterEach, describe, expect, test } from "vitest";
import type { Upstream, UpstreamOptions } from "./upstream.ts";
import { openUpstream } from "./upstream.ts";

const opened: Upstream[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.dispatcher.destroy();
});

function upstream(options: Partial<UpstreamOptions> = {}): Upstream {
  const one = openUpstream("p", { baseUrl: "https://api.example.com/v1", ...options });
  opened.push(one);
  return one;
}

/** The list of names and values as an object. */
function headers(list: string[]): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: list.length / 2 }, (_, i) => [list[i * 2], list[i * 2 + 1]]),
  );
}

describe("openUpstream", () => {
  test.each([
    ["https://api.example.com", "/chat/completions"],
    ["https://api.example.com/", "/chat/completions"],
    ["https://api.example.com/v1", "/v1/chat/completions"],
    ["https://api.example.com/v1///", "/v1/chat/completions"],
    [
      "https://x.example.com/openai/deployments/d?api-version=2",
      "/openai/deployments/d/chat/completions?api-version=2",
    ],
  ])("joins %s with an endpoint", (baseUrl, path) => {
    expect(upstream({ baseUrl }).path("/chat/completions")).toBe(path);
  });

  test("sends the key as bearer, trimmed; without a key, no such header", () => {
    expect(headers(upstream({ apiKey: " k1234 \n" }).headers(undefined)).authorization).toBe("Bearer k1234");
    expect(headers(upstream().headers(undefined))).not.toHaveProperty("authorization");
    expect(headers(upstream({ apiKey: "  " }).headers(undefined))).not.toHaveProperty("authorization");
  });

  test("an operator's header overrides the key, and a call's header the operator's", () => {
    const one = upstream({ apiKey: "k1234", headers: { Authorization: "Token t5678", "X-A": "1" } });
    expect(headers(one.headers(undefined))).toMatchObject({ authorization: "Token t5678", "x-a": "1" });
    expect(headers(one.headers({ "x-a": "2", "X-B": undefined }))).toMatchObject({ "x-a": "2" });
    expect(headers(one.headers({ "X-B": undefined }))).not.toHaveProperty("x-b");
  });

  test("key and header values are the secrets that errors must not show", () => {
    const one = upstream({ apiKey: "k1234", headers: { "api-key": "z9999" } });
    expect(one.secrets).toEqual(["k1234", "z9999"]);
  });

  test("timeouts have defaults, each of which may be changed", () => {
    expect(upstream({ timeouts: { idleMs: 5 } }).timeouts).toEqual({
      connectMs: 10_000,
      firstByteMs: 60_000,
      idleMs: 5,
      totalMs: 600_000,
    });
  });
});
