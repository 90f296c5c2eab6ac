import type { InjectOptions } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Problem, problemSchema } from "../contract.ts";
import { AppError, ERROR_CODES, type ErrorCode } from "../errors.ts";
import { listen, speak, testServer } from "./testing/test-server.ts";
import { type HttpApp, PUBLIC } from "./types.ts";

// Object.keys gives the literal's own keys.
const codes = Object.keys(ERROR_CODES) as ErrorCode[];
const SECRET = "hunter2 at 10.0.0.1";

/** What a program may throw that is none of our errors. */
const UNKNOWN: Readonly<Record<string, unknown>> = {
  error: new Error(SECRET),
  postgres: Object.assign(new Error(SECRET), { code: "22021", detail: SECRET }),
  vendor: Object.assign(new Error(SECRET), { code: "insufficient_quota", statusCode: 429 }),
  notFound: Object.assign(new Error(SECRET), { statusCode: 404 }),
  socket: Object.assign(new Error(SECRET), { code: "ECONNRESET" }),
  aggregate: new AggregateError([new Error(SECRET)], SECRET),
  text: SECRET,
  object: { message: SECRET, code: "forbidden", status: 403 },
  nothing: null,
};

const body = z.strictObject({
  name: z.string().min(1, "Give it a name."),
  address: z.strictObject({ lines: z.array(z.strictObject({ text: z.string() })) }).optional(),
});

let http: HttpApp;
let origin: string;
beforeAll(async () => {
  http = await testServer((app) => {
    app.get("/code/:code", { config: { access: PUBLIC } }, async (request) => {
      const { code } = request.params as { code: ErrorCode }; // The pattern has one.
      throw new AppError(code, "Do this instead.", {
        data: { needed: 7 },
        retryAfterSeconds: 9,
        cause: new Error(SECRET),
      });
    });
    app.get("/unknown/:what", { config: { access: PUBLIC } }, async (request) => {
      const { what } = request.params as { what: string }; // The pattern has one.
      throw UNKNOWN[what];
    });
    app.post(
      "/things",
      { config: { access: PUBLIC }, bodyLimit: 1_000, schema: { body } },
      async (request) => request.body,
    );
    app.get(
      "/wrong",
      { config: { access: PUBLIC }, schema: { response: { 200: z.object({ n: z.number() }) } } },
      // What a verb would return whose row does not fit its contract.
      async () => ({ n: SECRET }) as never,
    );
    app.get("/zod", { config: { access: PUBLIC } }, async () => body.parse({ name: "" }));
  });
  origin = await listen(http);
});
afterAll(() => http.close());

async function problemOf(options: InjectOptions): Promise<Problem> {
  const answer = await http.inject(options);
  expect(answer.headers["content-type"]).toBe("application/problem+json");
  const problem = problemSchema.strict().parse(answer.json());
  expect(problem).toMatchObject({ status: answer.statusCode, type: `urn:parley:error:${problem.code}` });
  expect(problem.requestId).toBe(answer.headers["x-request-id"]);
  expect(answer.body).not.toContain(SECRET);
  return problem;
}

const post = (payload: string, contentType: string | null = "application/json") =>
  problemOf({
    method: "POST",
    url: "/things",
    payload,
    headers: contentType === null ? {} : { "content-type": contentType },
  });

describe("a failure of ours", () => {
  it.each(codes)(
    "%s goes out as a problem with its status, its title and what to do (RFC 9457)",
    async (code) => {
      const { status, title } = ERROR_CODES[code];
      expect(await problemOf({ url: `/code/${code}` })).toMatchObject({
        code,
        status,
        title,
        detail: "Do this instead.",
        data: { needed: 7 },
      });
      expect((await http.inject(`/code/${code}`)).headers["retry-after"]).toBe("9");
    },
  );
});

describe("what is none of ours", () => {
  it.each(Object.keys(UNKNOWN))("becomes an internal error without a word of its own: %s", async (what) => {
    expect(await problemOf({ url: `/unknown/${what}` })).toMatchObject({ code: "internal", status: 500 });
  });

  it("is an internal error too when it is an answer that does not fit its contract", async () => {
    expect(await problemOf({ url: "/wrong" })).toMatchObject({ code: "internal" });
  });
});

describe("a body that does not fit", () => {
  it("is told field by field, with the path of each", async () => {
    const problem = await post(
      JSON.stringify({ name: "", address: { lines: [{ text: "a" }, { text: 7 }, {}] } }),
    );
    expect(problem).toMatchObject({ code: "validation_failed", detail: "name: Give it a name." });
    expect(problem.fields?.map((field) => field.path)).toEqual([
      "name",
      "address.lines.1.text",
      "address.lines.2.text",
    ]);
  });

  it("is told the same way when a verb finds it", async () => {
    expect(await problemOf({ url: "/zod" })).toMatchObject({
      fields: [{ path: "name", reason: "Give it a name." }],
    });
  });

  it("gets no megabyte of reasons back, whatever it is called", async () => {
    const many = { name: "a", address: { lines: Array.from({ length: 60 }, () => ({})) } };
    const answer = await post(JSON.stringify(many));
    expect(answer.fields).toHaveLength(20);
    const long = await post(JSON.stringify({ name: "a", ["k".repeat(900)]: 1 }));
    expect(JSON.stringify(long).length).toBeLessThan(1_500);
  });

  it.each([
    ['{"name":"a","__proto__":{"admin":true}}'],
    ['{"name":"a","constructor":{"prototype":{"admin":true}}}'],
    ['{"name":"a","address":{"lines":[],"__proto__":{"admin":true}}}'],
    ['{"name":"a","\\u005f_proto__":{"admin":true}}'],
  ])("cannot reach a prototype: %s", async (payload) => {
    expect((await post(payload)).status).toBe(400);
    expect("admin" in {}).toBe(false);
  });
});

describe("a body that cannot be read", () => {
  it.each(["{", "", '{"name":}', "\u0000", '{"name":"a"}{"name":"b"}', "NaN", "[".repeat(900)])(
    "is refused as broken JSON: %j",
    async (payload) => {
      expect(await post(payload)).toMatchObject({ code: "malformed_request", status: 400 });
    },
  );

  it.each([
    "text/plain",
    "application/xml",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "nonsense",
  ])("is refused for its content type: %s", async (contentType) => {
    expect(await post('{"name":"a"}', contentType)).toMatchObject({
      code: "unsupported_media_type",
      status: 415,
    });
  });

  it("is refused when it is compressed, since nobody here unpacks it", async () => {
    const request = (encoding: string) =>
      speak(
        origin,
        `POST /things HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-encoding: ${encoding}\r\ncontent-length: 12\r\n\r\n{"name":"a"}`,
      );
    expect(await request("gzip")).toMatch(/^HTTP\/1.1 415 /);
    expect(await request("identity")).not.toMatch(/^HTTP\/1.1 415 /);
  });

  it("is refused without a content type", async () => {
    const answer = await speak(
      origin,
      'POST /things HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 12\r\n\r\n{"name":"a"}',
    );
    expect(answer).toMatch(/^HTTP\/1.1 415 /);
  });

  it("is refused when it is too large, by what it says and by what it sends", async () => {
    expect(await post(`{"name":"${"a".repeat(1_000)}"}`)).toMatchObject({
      code: "payload_too_large",
      status: 413,
    });
    const chunk = `3e8\r\n${"a".repeat(1_000)}\r\n`;
    const chunked = await speak(
      origin,
      `POST /things HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n${chunk}${chunk}0\r\n\r\n`,
    );
    expect(chunked).toMatch(/^HTTP\/1.1 413 /);
    expect(chunked).toContain('"code":"payload_too_large"');
  });
});

describe("a request that no route and no hook sees", () => {
  it.each([
    ["/api/%zz", 400, "malformed_request"],
    ["/%E0%A4%A", 400, "malformed_request"],
    [`/code/${"a".repeat(300)}`, 404, "not_found"],
  ])("%s is refused in the same shape, and nothing of it comes back", async (url, status, code) => {
    const problem = await problemOf({ url });
    expect(problem).toMatchObject({ status, code });
    expect(problem.detail).not.toContain(url);
  });

  it.each([
    ["what is no HTTP", "HELLO\r\n\r\n", 400],
    [
      "two lengths",
      "POST /things HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}",
      400,
    ],
    [
      "a length beside chunks",
      "POST /things HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
      400,
    ],
    ["headers of 20 kB", `GET / HTTP/1.1\r\nhost: x\r\nx-a: ${"a".repeat(20_000)}\r\n\r\n`, 431],
  ])("%s is refused in the same shape, and the connection ends", async (_what, text, status) => {
    const answer = await speak(origin, text);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    const [head = "", json = ""] = answer.split("\r\n\r\n");
    expect(head).toContain("content-type: application/problem+json");
    expect(head).toContain("x-content-type-options: nosniff");
    const problem = problemSchema.parse(JSON.parse(json));
    expect(problem).toMatchObject({ status, code: "malformed_request" });
    expect(head).toContain(`x-request-id: ${problem.requestId}`);
  });
});
