import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveApiReference } from "./api-reference.ts";
import { listen, speak, testServer } from "./testing/test-server.ts";
import { type HttpApp, PUBLIC } from "./types.ts";
import { serveWebApp } from "./web-app.ts";

const PAGE =
  '<html><script nonce="__CSP_NONCE__" src="/assets/app-1a2b.js"></script><style nonce="__CSP_NONCE__"></style></html>';
const SCRIPT = "console.log('hello');".repeat(50);
const SECRET = "nothing of this may be served";

let folder: string;
let http: HttpApp;
let origin: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-web-"));
  const dist = join(folder, "dist");
  await mkdir(join(dist, "assets"), { recursive: true });
  await writeFile(join(folder, "secret.txt"), SECRET);
  await writeFile(join(dist, "index.html"), PAGE);
  await writeFile(join(dist, "icon.svg"), "<svg/>");
  await writeFile(join(dist, "assets", "app-1a2b.js"), SCRIPT);
  await writeFile(join(dist, "assets", "app-1a2b.js.br"), brotliCompressSync(SCRIPT));
  await writeFile(join(dist, "assets", ".env"), SECRET);
  http = await testServer(async (app) => {
    app.post("/api/things", { config: { access: PUBLIC } }, async () => ({}));
    await serveApiReference(app);
    await serveWebApp(app, dist);
  });
  origin = await listen(http);
});
afterAll(async () => {
  await http.close();
  await rm(folder, { recursive: true, force: true });
});

const browser = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
const program = { accept: "application/json" };

describe("the page", () => {
  it.each(["/", "/chat", "/w/harbor/chat/123?x=1", "/assetsx", "/apical", "/v1x"])(
    "is served to a browser at %s",
    async (url) => {
      const { statusCode, headers, body } = await http.inject({ url, headers: browser });
      expect([statusCode, headers["content-type"], headers["cache-control"]]).toEqual([
        200,
        "text/html; charset=utf-8",
        "no-store",
      ]);
      const nonces = [...body.matchAll(/nonce="([\w-]+)"/g)].map((match) => match[1]);
      expect(new Set(nonces).size).toBe(1);
      expect(String(headers["content-security-policy"])).toContain(`'nonce-${nonces[0]}'`);
      expect(body).not.toContain("__CSP_NONCE__");
    },
  );

  it("is there for who only looks at its head, and at its own address for who says nothing", async () => {
    const head = await http.inject({ method: "HEAD", url: "/", headers: browser });
    expect([head.statusCode, head.body]).toEqual([200, ""]);
    expect((await http.inject({ url: "/", headers: { accept: "*/*" } })).statusCode).toBe(200);
  });

  it.each(["/api/nothing", "/api", "/v1/nothing", "/assets/nothing.js", "/assets/"])(
    "is never the answer of %s",
    async (url) => {
      const answer = await http.inject({ url, headers: browser });
      expect(answer.json()).toMatchObject({ status: 404, code: "not_found" });
      expect(answer.headers["cache-control"]).toBe("no-store");
    },
  );

  it("is not given to a program that asks for something else", async () => {
    expect((await http.inject({ url: "/chat", headers: program })).json()).toMatchObject({ status: 404 });
  });

  it("does not hide what an address of the API takes", async () => {
    const answer = await http.inject({ url: "/api/things", headers: browser });
    expect([answer.statusCode, answer.headers.allow]).toEqual([405, "OPTIONS, POST"]);
    expect((await http.inject({ method: "POST", url: "/chat", headers: browser })).statusCode).toBe(404);
  });
});

describe("a built file", () => {
  it("is kept for ever, compressed for who can read it, and not run as anything else", async () => {
    const plain = await http.inject("/assets/app-1a2b.js");
    expect(plain.body).toBe(SCRIPT);
    expect(plain.headers).toMatchObject({
      "cache-control": "public, max-age=31536000, immutable",
      "content-type": expect.stringContaining("javascript"),
      "x-content-type-options": "nosniff",
    });
    const brotli = await http.inject({ url: "/assets/app-1a2b.js", headers: { "accept-encoding": "br" } });
    expect(brotli.headers).toMatchObject({
      "content-encoding": "br",
      "content-type": expect.stringContaining("javascript"),
    });
    expect(brotli.rawPayload.length).toBeLessThan(SCRIPT.length);
  });

  it("comes whole, whatever part of it is asked for, and takes nothing", async () => {
    const answer = await http.inject({ url: "/assets/app-1a2b.js", headers: { range: "bytes=999999-" } });
    expect([answer.statusCode, answer.body]).toEqual([200, SCRIPT]);
    expect((await http.inject({ method: "POST", url: "/assets/app-1a2b.js" })).statusCode).toBe(405);
  });

  it("without a hash in its name is not kept for ever", async () => {
    expect((await http.inject("/icon.svg")).headers).toMatchObject({
      "content-type": expect.stringContaining("image/svg+xml"),
      "cache-control": "public, max-age=3600",
    });
  });

  it.each([
    "/assets/..%2f..%2fsecret.txt",
    "/assets/%2e%2e/%2e%2e/secret.txt",
    "/assets/..%5c..%5csecret.txt",
    "/assets/../../secret.txt",
    "/assets/....//....//secret.txt",
    "/assets/%252e%252e/secret.txt",
    "/assets/..%2findex.html",
    "/assets/.env",
    "/assets/app-1a2b.js%00.txt",
    "/assets//etc/passwd",
    "//etc/passwd",
    "/%2e%2e/secret.txt",
    "/icon.svg/../../secret.txt",
  ])("outside of the folder is not there: %s", async (path) => {
    // As bytes: a client's own URL would take the dots away.
    const answer = await speak(
      origin,
      `GET ${path} HTTP/1.1\r\nhost: x\r\naccept: */*\r\nconnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 40[034] /);
    expect(answer).not.toContain(SECRET);
    expect(answer).not.toContain("<html>");
  });
});

describe("the API reference", () => {
  it("runs with its own nonce, loads nothing from elsewhere, and relaxes styles on its page only", async () => {
    const page = await http.inject({ url: "/docs/", headers: browser });
    expect(page.statusCode).toBe(200);
    const policy = String(page.headers["content-security-policy"]);
    const nonce = /'nonce-([\w-]+)'/.exec(policy)?.[1] ?? "none";
    for (const [tag] of page.body.matchAll(/<script[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`);
    expect(page.body).not.toMatch(/(src|href)="https?:/);
    expect(policy).toContain("style-src 'self' 'unsafe-inline'");
    expect(String((await http.inject("/api/openapi.json")).headers["content-security-policy"])).not.toContain(
      "style-src 'self' 'unsafe-inline'",
    );
  });
});
