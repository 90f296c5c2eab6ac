import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ctx } from "../ctx.ts";
import { csrfToken } from "./csrf.ts";
import { ALICE, ALICES, ALICES_KEY, BOB, BOBS, signedIn, testServer } from "./testing/test-server.ts";
import { type HttpApp, member, PUBLIC, SIGNED_IN } from "./types.ts";

const shown = ({ actor, workspaceId, permissions, ip, tx }: Ctx) => ({
  actor,
  workspaceId,
  permissions: [...permissions],
  ip,
  tx,
});

const routes = (http: HttpApp) => {
  http.get("/open", { config: { access: PUBLIC } }, async (request) => shown(request.ctx));
  http.post("/open", { config: { access: PUBLIC } }, async (request) => shown(request.ctx));
  http.get("/mine", { config: { access: SIGNED_IN } }, async (request) => shown(request.ctx));
  http.post("/mine", { config: { access: SIGNED_IN } }, async (request) => shown(request.ctx));
  http.get("/of/:workspaceId", { config: { access: member("thing.read") } }, async (request) =>
    shown(request.ctx),
  );
  http.delete("/of/:workspaceId", { config: { access: member("thing.delete") } }, async (request) =>
    shown(request.ctx),
  );
  for (const method of ["GET", "POST"] as const) {
    const config = { access: { kind: "api-key", scope: "chat" } } as const;
    http.route({ method, url: "/v1/chat", config, handler: async (request) => shown(request.ctx) });
  }
  http.get("/v1/admin", { config: { access: { kind: "api-key", scope: "admin" } } }, async () => ({}));
};

let http: HttpApp;
beforeAll(async () => {
  http = await testServer(routes);
});
afterAll(() => http.close());

const alice = signedIn(ALICE);

describe("a session", () => {
  it("acts as its person, in no workspace and with no permission until it enters one", async () => {
    const answer = await http.inject({ url: "/mine", headers: alice });
    expect(answer.json()).toEqual({
      actor: { kind: "user", userId: ALICE, sessionId: `session-of-${ALICE}` },
      workspaceId: null,
      permissions: [],
      ip: "127.0.0.1",
      tx: null,
    });
  });

  it.each([
    {},
    { cookie: "parley=" },
    { cookie: "parley=unknown" },
    { cookie: `PARLEY=${ALICE}` },
    { cookie: `__Host-parley=${ALICE}` },
    { cookie: "%%%; ;=;parley" },
    { authorization: `Bearer ${ALICES_KEY}` },
  ])("is no session: %j", async (headers) => {
    const answer = await http.inject({ url: "/mine", headers });
    expect(answer.json()).toMatchObject({ status: 401, code: "unauthenticated" });
  });

  it("is read from the cookie that is bound to the host once we are reached over HTTPS", async () => {
    const secure = await testServer(routes, { publicUrl: "https://parley.example" });
    try {
      const codes = await Promise.all(
        [alice.cookie, `__Host-parley=${ALICE}`].map(
          async (cookie) => (await secure.inject({ url: "/mine", headers: { cookie } })).statusCode,
        ),
      );
      expect(codes).toEqual([401, 200]);
    } finally {
      await secure.close();
    }
  });
});

describe("a workspace", () => {
  it("is entered by a member, with the permissions of their role", async () => {
    const answer = await http.inject({ url: `/of/${ALICES}`, headers: alice });
    expect(answer.json()).toMatchObject({ workspaceId: ALICES, permissions: ["thing.read"] });
    const upper = await http.inject({ url: `/of/${ALICES.toUpperCase()}`, headers: alice });
    expect(upper.json()).toMatchObject({ workspaceId: ALICES });
  });

  it.each([BOBS, "0193a0e0-0000-7000-8000-0000000000cc", "not-an-id", "%27%3B--", "%00", `${ALICES}%20`])(
    "that is not theirs is not there: %s",
    async (id) => {
      const answer = await http.inject({ url: `/of/${id}`, headers: alice });
      expect(answer.json()).toMatchObject({ status: 404, code: "not_found" });
      expect(answer.body).toBe(
        (await http.inject({ url: `/of/${BOBS}`, headers: alice })).body.replace(
          /"requestId":"[^"]*"/,
          `"requestId":"${answer.headers["x-request-id"]}"`,
        ),
      );
    },
  );

  it("lets nobody do what their role does not include", async () => {
    const answer = await http.inject({ method: "DELETE", url: `/of/${ALICES}`, headers: alice });
    expect(answer.json()).toMatchObject({ status: 403, code: "forbidden" });
  });
});

describe("a workspace key", () => {
  it.each(["Bearer pk_alices", "bearer pk_alices", "BEARER   pk_alices"])(
    "opens its workspace: %s",
    async (authorization) => {
      const answer = await http.inject({ url: "/v1/chat", headers: { authorization } });
      expect(answer.json()).toMatchObject({
        actor: { kind: "api-key", name: "Program" },
        workspaceId: ALICES,
        permissions: ["chat"],
      });
    },
  );

  it("needs neither token nor origin: it is in no browser's cookie", async () => {
    const headers = {
      authorization: `Bearer ${ALICES_KEY}`,
      origin: "https://elsewhere.example",
      "sec-fetch-site": "cross-site",
    };
    expect((await http.inject({ method: "POST", url: "/v1/chat", headers })).statusCode).toBe(200);
  });

  it.each([
    "",
    "pk_alices",
    "Basic pk_alices",
    "Bearer",
    "Bearer ",
    "Bearer a b",
    "Bearer pk_other",
    `Bearer ${"a".repeat(5_000)}`,
  ])("is none: %j", async (authorization) => {
    const answer = await http.inject({ url: "/v1/chat", headers: { authorization, ...alice } });
    expect(answer.json()).toMatchObject({ status: 401, code: "invalid_api_key" });
  });

  it("does what its scopes say and no more", async () => {
    const answer = await http.inject({
      url: "/v1/admin",
      headers: { authorization: `Bearer ${ALICES_KEY}` },
    });
    expect(answer.json()).toMatchObject({ status: 403, code: "forbidden" });
  });
});

describe("a request that changes something", () => {
  const change = (headers: Record<string, string>) => http.inject({ method: "POST", url: "/mine", headers });

  it("passes with the token of its own session, from our own page and from no page", async () => {
    for (const headers of [
      alice,
      { ...alice, origin: "http://localhost:3000", "sec-fetch-site": "same-origin" },
      { ...alice, "sec-fetch-site": "none" },
    ]) {
      expect((await change(headers)).statusCode).toBe(200);
    }
  });

  it.each([
    ["no token", {}],
    ["an empty token", { "x-csrf-token": "" }],
    ["another session's token", { "x-csrf-token": signedIn(BOB)["x-csrf-token"] }],
    ["half a token", { "x-csrf-token": alice["x-csrf-token"].slice(0, 20) }],
    [
      "a token of another installation",
      { "x-csrf-token": csrfToken("another secret", `session-of-${ALICE}`) },
    ],
    ["a token in the query", {}],
  ])("is refused with %s", async (_what, token) => {
    const url = `/mine?x-csrf-token=${alice["x-csrf-token"]}`;
    const answer = await http.inject({ method: "POST", url, headers: { cookie: alice.cookie, ...token } });
    expect(answer.json()).toMatchObject({ status: 403, code: "csrf_failed" });
  });

  it.each([
    { origin: "https://evil.example" },
    { origin: "http://localhost:3001" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ])("is refused from another site's page, token or not: %j", async (site) => {
    expect((await change({ ...alice, ...site })).json()).toMatchObject({ status: 403, code: "csrf_failed" });
  });

  it("is refused from another site's page also where nobody is signed in yet", async () => {
    const answer = await http.inject({
      method: "POST",
      url: "/open",
      headers: { origin: "https://evil.example" },
    });
    expect(answer.json()).toMatchObject({ code: "csrf_failed" });
  });

  it("is all that needs it: reading does not", async () => {
    const headers = { cookie: alice.cookie, origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    expect((await http.inject({ url: "/mine", headers })).statusCode).toBe(200);
  });
});

describe("a route", () => {
  it("that does not say who may call it stops the start", async () => {
    const careless = testServer((app) => void app.get("/careless", async () => ({})));
    await expect(careless).rejects.toThrow("GET /careless does not say who may call it.");
    const docs = testServer((app) => void app.get("/docsomething", async () => ({})));
    await expect(docs).rejects.toThrow("does not say who may call it.");
  });
});
