import { once } from "node:events";
import { type IncomingMessage, request as openRequest } from "node:http";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listen, type TestTransport, testServer } from "./testing/test-server.ts";
import { type HttpApp, PUBLIC } from "./types.ts";

let http: HttpApp & TestTransport;
let origin: string;
/** Settled by the handlers: they were reached, and their signal fired. */
let reached = Promise.withResolvers<void>();
let aborted = Promise.withResolvers<void>();

beforeAll(async () => {
  http = await testServer((app) => {
    const open = { config: { access: PUBLIC } };
    const wait = async (signal: AbortSignal) => {
      signal.addEventListener("abort", () => aborted.resolve());
      reached.resolve();
      await aborted.promise;
    };
    app.get("/things/:id", open, async () => ({ ok: true }));
    app.get("/waiting", open, async (request) => wait(request.ctx.signal));
    app.post("/waiting", open, async (request) => wait(request.ctx.signal));
    app.post("/stream", open, async (request, reply) => {
      async function* answer() {
        yield "first";
        await wait(request.ctx.signal);
      }
      return reply.type("text/event-stream").send(Readable.from(answer()));
    });
    app.get("/signal", open, async (request, reply) => {
      const { signal } = request.ctx;
      reply.raw.once("close", () =>
        signal.aborted ? aborted.reject(new Error("it fired")) : aborted.resolve(),
      );
      return { ok: true };
    });
  });
  origin = await listen(http);
});
afterAll(() => http.close());

function afresh() {
  reached = Promise.withResolvers();
  aborted = Promise.withResolvers();
}

/** How often a request was counted under these labels. */
async function counted(method: string, route: string, status: number): Promise<number> {
  const line = `http_request_duration_seconds_count{method="${method}",route="${route}",status="${status}"} `;
  const text = await http.kernel.metrics.collect();
  return Number(
    text
      .split("\n")
      .find((one) => one.startsWith(line))
      ?.slice(line.length) ?? 0,
  );
}

function send(method: string, path: string, body?: string) {
  const call = openRequest(`${origin}${path}`, {
    method,
    headers: body === undefined ? {} : { "content-type": "application/json" },
  });
  call.on("error", () => {});
  return call.end(body);
}

describe("a request", () => {
  it("is counted once under the pattern of its route, not under its address", async () => {
    await http.inject("/things/7?secret=1");
    await http.inject("/things/8");
    await http.inject({ method: "DELETE", url: "/things/8" });
    await http.inject("/nothing/secret");
    expect(await counted("GET", "/things/:id", 200)).toBe(2);
    expect(await counted("DELETE", "none", 405)).toBe(1);
    expect(await counted("GET", "none", 404)).toBe(1);
    expect(await http.kernel.metrics.collect()).not.toContain("secret");
  });

  it.each([
    ["GET", "/waiting", undefined],
    ["POST", "/waiting", '{"text":"hello"}'],
  ])(
    "whose client leaves before the answer fires the signal and counts as 499: %s %s",
    async (method, path, body) => {
      afresh();
      const call = send(method, path, body);
      await reached.promise;
      call.destroy();
      await aborted.promise;
      await expect.poll(() => counted(method, path, 499)).toBe(1);
      expect(await counted(method, path, 200)).toBe(0);
    },
  );

  it("whose client leaves in the middle of a stream does too", async () => {
    afresh();
    const call = send("POST", "/stream", "{}");
    const [response] = (await once(call, "response")) as [IncomingMessage]; // Event of node:http.
    await once(response.setEncoding("utf8"), "data");
    await reached.promise;
    response.destroy();
    await aborted.promise;
    await expect.poll(() => counted("POST", "/stream", 499)).toBe(1);
    expect(await counted("POST", "/stream", 200)).toBe(0);
  });

  it("that was answered whole never fires its signal, though its connection ends", async () => {
    afresh();
    const call = openRequest(`${origin}/signal`, { headers: { connection: "close" } }).end();
    const [response] = (await once(call, "response")) as [IncomingMessage]; // Event of node:http.
    response.resume();
    await aborted.promise;
    await expect.poll(() => counted("GET", "/signal", 200)).toBe(1);
    expect(await counted("GET", "/signal", 499)).toBe(0);
  });
});
