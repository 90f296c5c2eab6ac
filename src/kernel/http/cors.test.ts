import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ALICE, signedIn, testServer } from "./testing/test-server.ts";
import { type HttpApp, PUBLIC, SIGNED_IN } from "./types.ts";

const FRIEND = "https://friend.example";
let http: HttpApp;
beforeAll(async () => {
  http = await testServer(
    (app) => {
      app.get("/things", { config: { access: PUBLIC } }, async () => ({ ok: true }));
      app.delete("/things", { config: { access: SIGNED_IN } }, async () => ({ ok: true }));
    },
    { corsOrigins: [FRIEND] },
  );
});
afterAll(() => http.close());

const preflight = (origin: string, method = "DELETE") =>
  http.inject({
    method: "OPTIONS",
    url: "/things",
    headers: {
      origin,
      "access-control-request-method": method,
      "access-control-request-headers": "x-csrf-token",
    },
  });

describe("a page of a listed origin", () => {
  it("may call with any of our methods and its credentials, and read our headers", async () => {
    const { statusCode, headers } = await preflight(FRIEND);
    expect(statusCode).toBe(204);
    expect(headers).toMatchObject({
      "access-control-allow-origin": FRIEND,
      "access-control-allow-credentials": "true",
      "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
      "access-control-allow-headers": "x-csrf-token",
    });
    const answer = await http.inject({ url: "/things", headers: { origin: FRIEND } });
    expect(answer.headers["access-control-allow-origin"]).toBe(FRIEND);
    expect(answer.headers["access-control-expose-headers"]).toContain("retry-after");
    expect(answer.headers.vary).toContain("Origin");
  });

  it("may change something with a session and its token", async () => {
    const headers = { ...signedIn(ALICE), origin: FRIEND, "sec-fetch-site": "cross-site" };
    expect((await http.inject({ method: "DELETE", url: "/things", headers })).statusCode).toBe(200);
  });

  it("is told about failures too, so that it can show them", async () => {
    const answer = await http.inject({ url: "/nothing", headers: { origin: FRIEND } });
    expect([answer.statusCode, answer.headers["access-control-allow-origin"]]).toEqual([404, FRIEND]);
  });
});

describe("a page of any other origin", () => {
  it.each([
    "https://evil.example",
    "http://friend.example",
    "https://friend.example:8443",
    "https://friend.example.evil.example",
    "https://evilfriend.example",
    "https://FRIEND.example",
    "null",
    "*",
    "",
  ])("%j is allowed nothing", async (origin) => {
    expect((await preflight(origin)).headers["access-control-allow-origin"]).toBeUndefined();
    const answer = await http.inject({ url: "/things", headers: { origin } });
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
    const change = await http.inject({
      method: "DELETE",
      url: "/things",
      headers: { ...signedIn(ALICE), origin },
    });
    expect(change.json()).toMatchObject({ code: "csrf_failed" });
  });
});
