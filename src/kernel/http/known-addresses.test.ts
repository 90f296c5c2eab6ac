import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testServer } from "./testing/test-server.ts";
import { type HttpApp, PUBLIC } from "./types.ts";

let http: HttpApp;
beforeAll(async () => {
  http = await testServer((app) => {
    const open = { config: { access: PUBLIC } };
    app.get("/things", open, async () => ({ ok: true }));
    app.post("/things", open, async () => ({ ok: true }));
    app.delete("/things/:id", open, async () => ({ ok: true }));
    app.get("/things/:id/report.csv", { ...open, exposeHeadRoute: false }, async () => "a,b");
    app.get("/files/*", open, async () => "file");
    app.register(async (inner) => {
      inner.put("/inner", open, async () => ({ ok: true }));
    });
  });
});
afterAll(() => http.close());

// PROPFIND and TRACE are methods that Node reads and no route takes.
const methods = (method: string) => method as "GET";

describe("a known address with another method", () => {
  it.each([
    ["DELETE", "/things", "GET, HEAD, OPTIONS, POST"],
    ["PATCH", "/things?x=1", "GET, HEAD, OPTIONS, POST"],
    ["GET", "/things/7", "DELETE, OPTIONS"],
    ["HEAD", "/things/7", "DELETE, OPTIONS"],
    ["POST", "/things/7/report.csv", "GET, OPTIONS"],
    ["POST", "/files/a/b", "GET, HEAD, OPTIONS"],
    ["POST", "/inner", "OPTIONS, PUT"],
    ["PROPFIND", "/things", "GET, HEAD, OPTIONS, POST"],
    ["TRACE", "/things", "GET, HEAD, OPTIONS, POST"],
  ])("%s %s is told which it takes (RFC 9110 section 15.5.6)", async (method, url, allow) => {
    const answer = await http.inject({ method: methods(method), url });
    expect(answer.statusCode).toBe(405);
    expect(answer.headers.allow).toBe(allow);
    if (method !== "HEAD") expect(answer.json()).toMatchObject({ code: "method_not_allowed", status: 405 });
  });
});

describe("an address that leads nowhere", () => {
  it.each([
    "/nothing",
    "/thing",
    "/things/",
    "/things/7/",
    "/things/7/reportxcsv",
    "/things/a/b",
    "/Things",
    "/files",
    "/inner/",
  ])("%s is not found, whatever the method", async (url) => {
    for (const method of ["GET", "POST", "PUT", "OPTIONS", "PROPFIND"]) {
      const answer = await http.inject({ method: methods(method), url });
      expect([method, answer.statusCode]).toEqual([method, 404]);
      expect(answer.json()).toMatchObject({ code: "not_found" });
      expect(answer.headers.allow).toBeUndefined();
    }
  });
});

describe("OPTIONS", () => {
  it("tells what an address takes", async () => {
    const answer = await http.inject({ method: "OPTIONS", url: "/things/7" });
    expect([answer.statusCode, answer.headers.allow, answer.body]).toEqual([204, "DELETE, OPTIONS", ""]);
  });
});

describe("HEAD", () => {
  it("answers as GET does, without a body", async () => {
    const [head, get] = [await http.inject({ method: "HEAD", url: "/things" }), await http.inject("/things")];
    expect([head.statusCode, head.body, head.headers["content-length"]]).toEqual([
      200,
      "",
      get.headers["content-length"],
    ]);
  });
});
