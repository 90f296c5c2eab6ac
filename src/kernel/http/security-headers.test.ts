import { Readable } from "node:stream";
import type { InjectOptions } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "../errors.ts";
import { pageNonce } from "./page-nonce.ts";
import { ALICE, signedIn, testServer } from "./testing/test-server.ts";
import { type HttpApp, PUBLIC, SIGNED_IN } from "./types.ts";

const routes = (http: HttpApp) => {
  http.get("/things", { config: { access: PUBLIC } }, async () => ({ ok: true }));
  http.post("/things", { config: { access: PUBLIC }, bodyLimit: 10 }, async () => ({ ok: true }));
  http.get("/mine", { config: { access: SIGNED_IN } }, async () => ({ ok: true }));
  http.post("/mine", { config: { access: SIGNED_IN } }, async () => ({ ok: true }));
  http.get(
    "/limited",
    { config: { access: PUBLIC, limit: { perMinute: 1, whenDown: "refuse" } } },
    async () => ({}),
  );
  http.get("/broken", { config: { access: PUBLIC } }, async () => {
    throw new Error("broken");
  });
  http.get("/busy", { config: { access: PUBLIC } }, async () => {
    throw new AppError("provider_unavailable", "Try again.");
  });
  http.get("/stream", { config: { access: PUBLIC } }, async (_request, reply) =>
    reply.type("text/plain").send(Readable.from(["a", "b"])),
  );
  http.get("/file", { config: { access: PUBLIC } }, async (_request, reply) =>
    reply.header("cache-control", "public, max-age=60").send("x"),
  );
  http.get("/page", { config: { access: PUBLIC } }, async (_request, reply) =>
    reply.type("text/html").send(`<script nonce="${pageNonce(reply.raw)}"></script>`),
  );
};

let plain: HttpApp;
let secure: HttpApp;
beforeAll(async () => {
  plain = await testServer(routes);
  secure = await testServer(routes, { publicUrl: "https://parley.example" });
  await plain.inject("/limited");
  await secure.inject("/limited");
});
afterAll(() => Promise.all([plain.close(), secure.close()]));

const json = { "content-type": "application/json" };
const ANSWERS: readonly [string, number, InjectOptions][] = [
  ["an answer", 200, { url: "/things" }],
  ["a HEAD", 200, { url: "/things", method: "HEAD" }],
  ["an OPTIONS", 204, { url: "/things", method: "OPTIONS" }],
  ["a stream", 200, { url: "/stream" }],
  ["broken JSON", 400, { url: "/things", method: "POST", headers: json, payload: "{" }],
  ["a malformed address", 400, { url: "/%zz" }],
  ["who is signed out", 401, { url: "/mine" }],
  [
    "a missing CSRF token",
    403,
    { url: "/mine", method: "POST", headers: { cookie: signedIn(ALICE).cookie } },
  ],
  ["a foreign page", 403, { url: "/mine", method: "POST", headers: { origin: "https://evil.example" } }],
  ["nothing there", 404, { url: "/nothing" }],
  ["a parameter that is too long", 404, { url: `/nothing/${"a".repeat(300)}` }],
  ["another method", 405, { url: "/things", method: "DELETE" }],
  [
    "a body that is too large",
    413,
    { url: "/things", method: "POST", headers: json, payload: '"aaaaaaaaaaaa"' },
  ],
  [
    "another content type",
    415,
    { url: "/things", method: "POST", headers: { "content-type": "a/b" }, payload: "x" },
  ],
  ["a limit", 429, { url: "/limited" }],
  ["a fault of ours", 500, { url: "/broken" }],
  ["a provider that is down", 503, { url: "/busy" }],
];

describe.each(ANSWERS)("the headers of %s (%i)", (_what, status, request) => {
  it("let nothing be sniffed, framed, kept or run that is not ours", async () => {
    const { statusCode, headers } = await plain.inject(request);
    expect(statusCode).toBe(status);
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "strict-origin-when-cross-origin",
      "cache-control": "no-store",
      "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const policy = String(headers["content-security-policy"]);
    expect(policy).toMatch(/^default-src 'none'/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|\*|http:/);
    expect(headers["x-powered-by"]).toBeUndefined();
    expect(headers.server).toBeUndefined();
  });

  it("pin HTTPS only where we are reached over it", async () => {
    expect((await plain.inject(request)).headers["strict-transport-security"]).toBeUndefined();
    expect((await secure.inject(request)).headers["strict-transport-security"]).toBe(
      "max-age=31536000; includeSubDomains",
    );
  });
});

describe("the nonce of a page", () => {
  it("is the one of its policy, 128 bits, and another in every answer", async () => {
    const nonces = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const { body, headers } = await plain.inject("/page");
        const nonce = /nonce="([\w-]{22})"/.exec(body)?.[1] ?? "none";
        const policy = String(headers["content-security-policy"]);
        expect(policy).toContain(`script-src 'self' 'nonce-${nonce}'`);
        expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(20);
  });
});

it("what may be kept says so itself", async () => {
  expect((await plain.inject("/file")).headers["cache-control"]).toBe("public, max-age=60");
});

it("every request has an id of its own, whatever the client calls it", async () => {
  const named = { headers: { "x-request-id": "mine", "request-id": "mine" } };
  const ids = await Promise.all(
    [1, 2].map(async () => (await plain.inject({ url: "/things", ...named })).headers["x-request-id"]),
  );
  expect(new Set(ids).size).toBe(2);
  expect(ids).not.toContain("mine");
});
