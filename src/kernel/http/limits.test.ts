import type { InjectOptions } from "fastify";
import { describe, expect, it, onTestFinished } from "vitest";
import type { HttpOptions } from "./server.ts";
import { ALICE, ALICES, ALICES_KEY, BOB, BOBS, signedIn, testServer } from "./testing/test-server.ts";
import { type HttpApp, member, PUBLIC, SIGNED_IN } from "./types.ts";

const OFF = { perIp: null, perUser: null, perWorkspace: null };

async function server(limits: Partial<HttpOptions["limits"]>, more: Partial<HttpOptions> = {}) {
  const http = await testServer(
    (app) => {
      app.get("/open", { config: { access: PUBLIC } }, async () => ({}));
      app.get("/alive", { config: { access: PUBLIC, uncounted: true } }, async () => ({}));
      app.get(
        "/tight",
        { config: { access: PUBLIC, limit: { perMinute: 2, whenDown: "refuse" } } },
        async () => ({}),
      );
      app.get(
        "/other",
        { config: { access: PUBLIC, limit: { perMinute: 2, whenDown: "refuse" } } },
        async () => ({}),
      );
      app.get("/mine", { config: { access: SIGNED_IN } }, async () => ({}));
      app.get("/of/:workspaceId", { config: { access: member("thing.read") } }, async () => ({}));
      app.get("/v1/chat", { config: { access: { kind: "api-key", scope: "chat" } } }, async () => ({}));
    },
    { limits: { ...OFF, ...limits }, ...more },
  );
  onTestFinished(() => http.close());
  return http;
}

/** Statuses of as many requests, one after the other. */
async function statuses(http: HttpApp, times: number, options: InjectOptions): Promise<number[]> {
  const seen: number[] = [];
  for (let n = 0; n < times; n += 1) seen.push((await http.inject(options)).statusCode);
  return seen;
}

const from = (remoteAddress: string, url = "/open") => ({ url, remoteAddress });

describe("a limit", () => {
  it("says how much is left, when it refuses also when to come back, and lets pass again then", async () => {
    const http = await server({ perIp: 2 });
    const first = await http.inject("/open");
    expect(first.headers).toMatchObject({
      "ratelimit-limit": "2",
      "ratelimit-remaining": "1",
      "ratelimit-reset": "30",
    });
    await http.inject("/open");
    const refused = await http.inject("/open");
    expect(refused.json()).toMatchObject({
      status: 429,
      code: "too_many_requests",
      detail: "Wait 30 seconds and try again.",
    });
    expect(refused.headers).toMatchObject({ "retry-after": "30", "ratelimit-remaining": "0" });
    http.later(29_000);
    expect((await http.inject("/open")).json()).toMatchObject({ detail: "Wait 1 second and try again." });
    http.later(1_000);
    expect((await http.inject("/open")).statusCode).toBe(200);
  });

  it("of an address holds for that address only, signed in or not, found or not", async () => {
    const http = await server({ perIp: 3 });
    expect(await statuses(http, 1, from("203.0.113.7"))).toEqual([200]);
    expect(await statuses(http, 1, from("203.0.113.7", "/nothing"))).toEqual([404]);
    expect(await statuses(http, 2, { ...from("203.0.113.7", "/mine"), headers: signedIn(ALICE) })).toEqual([
      200, 429,
    ]);
    expect(await statuses(http, 1, { ...from("203.0.113.8", "/mine"), headers: signedIn(ALICE) })).toEqual([
      200,
    ]);
  });

  it("of a person holds for that person from wherever they come", async () => {
    const http = await server({ perUser: 2 });
    const as = (id: string, remoteAddress: string) => ({
      ...from(remoteAddress, "/mine"),
      headers: signedIn(id),
    });
    expect(await statuses(http, 2, as(ALICE, "203.0.113.7"))).toEqual([200, 200]);
    expect(await statuses(http, 1, as(ALICE, "203.0.113.8"))).toEqual([429]);
    expect(await statuses(http, 1, as(BOB, "203.0.113.7"))).toEqual([200]);
    expect(await statuses(http, 1, from("203.0.113.7"))).toEqual([200]);
  });

  it("of a workspace holds for its people and its keys together, and a stranger uses up none of it", async () => {
    const http = await server({ perWorkspace: 2 });
    expect(await statuses(http, 5, { url: `/of/${ALICES}`, headers: signedIn(BOB) })).toEqual(
      Array(5).fill(404),
    );
    expect(await statuses(http, 1, { url: `/of/${ALICES}`, headers: signedIn(ALICE) })).toEqual([200]);
    const key = { authorization: `Bearer ${ALICES_KEY}` };
    expect(await statuses(http, 2, { url: "/v1/chat", headers: key })).toEqual([200, 429]);
    expect(await statuses(http, 1, { url: `/of/${ALICES}`, headers: signedIn(ALICE) })).toEqual([429]);
    expect(await statuses(http, 1, { url: `/of/${BOBS}`, headers: signedIn(BOB) })).toEqual([200]);
    expect(await statuses(http, 1, { url: "/mine", headers: signedIn(ALICE) })).toEqual([200]);
  });

  it("of a route is its own, beside the others", async () => {
    const http = await server({ perIp: 100 });
    expect(await statuses(http, 3, from("203.0.113.7", "/tight"))).toEqual([200, 200, 429]);
    expect(await statuses(http, 1, from("203.0.113.7", "/other"))).toEqual([200]);
    expect(await statuses(http, 1, from("203.0.113.8", "/tight"))).toEqual([200]);
  });

  it("tells of the tightest counter when several count", async () => {
    const http = await server({ perIp: 100, perUser: 5, perWorkspace: 50 });
    const answer = await http.inject({ url: `/of/${ALICES}`, headers: signedIn(ALICE) });
    expect(answer.headers).toMatchObject({ "ratelimit-limit": "5", "ratelimit-remaining": "4" });
  });

  it("that is switched off counts nothing", async () => {
    const http = await server({});
    expect((await http.inject("/open")).headers["ratelimit-limit"]).toBeUndefined();
  });

  it("does not turn away who only asks whether we live", async () => {
    const http = await server({ perIp: 1 });
    expect(await statuses(http, 3, from("203.0.113.7", "/alive"))).toEqual([200, 200, 200]);
    expect(await statuses(http, 1, from("203.0.113.7"))).toEqual([200]);
  });
});

describe("an address", () => {
  it("of IPv6 is its /64: one person holds a whole one", async () => {
    const http = await server({ perIp: 1 });
    expect(await statuses(http, 1, from("2001:db8:1:2::1"))).toEqual([200]);
    expect(await statuses(http, 1, from("2001:db8:1:2:ffff::9"))).toEqual([429]);
    expect(await statuses(http, 1, from("2001:db8:1:3::1"))).toEqual([200]);
  });

  it("of IPv4 inside IPv6 is the same as outside", async () => {
    const http = await server({ perIp: 1 });
    expect(await statuses(http, 1, from("203.0.113.7"))).toEqual([200]);
    expect(await statuses(http, 1, from("::ffff:203.0.113.7"))).toEqual([429]);
  });

  const told = (forwarded: string, remoteAddress = "10.0.0.1") => ({
    url: "/open",
    remoteAddress,
    headers: { "x-forwarded-for": forwarded, "x-real-ip": forwarded, forwarded: `for=${forwarded}` },
  });

  it("is that of the connection when nobody is trusted, whatever the headers say", async () => {
    const http = await server({ perIp: 1 });
    expect(await statuses(http, 1, told("203.0.113.7"))).toEqual([200]);
    expect(await statuses(http, 1, told("203.0.113.8"))).toEqual([429]);
  });

  it("is what a trusted proxy tells, and not what its client told the proxy", async () => {
    const http = await server({ perIp: 1 }, { trustProxy: ["10.0.0.0/8"] });
    expect(await statuses(http, 1, told("203.0.113.7"))).toEqual([200]);
    expect(await statuses(http, 1, told("203.0.113.8"))).toEqual([200]);
    expect(await statuses(http, 1, told("198.51.100.99, 203.0.113.7"))).toEqual([429]);
    expect(await statuses(http, 1, told("203.0.113.7, 10.0.0.9"))).toEqual([429]);
    expect(await statuses(http, 1, told("203.0.113.7:4711"))).toEqual([429]);
  });

  it("of who is no trusted proxy is its own, whatever it tells", async () => {
    const http = await server({ perIp: 1 }, { trustProxy: ["10.0.0.1"] });
    expect(await statuses(http, 1, told("203.0.113.7", "198.51.100.1"))).toEqual([200]);
    expect(await statuses(http, 1, told("203.0.113.8", "198.51.100.1"))).toEqual([429]);
  });

  it("that a proxy tells and that is none is counted all the same, and known to nobody", async () => {
    const http = await server({ perIp: 1 }, { trustProxy: ["10.0.0.0/8"] });
    let ip: string | null = "unset";
    http.addHook("preHandler", async (request) => {
      ip = request.ctx.ip;
    });
    expect(await statuses(http, 1, told("unknown"))).toEqual([200]);
    expect(await statuses(http, 1, told("_obfuscated"))).toEqual([429]);
    expect(ip).toBeNull();
  });
});
