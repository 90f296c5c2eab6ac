import { execFile } from "node:child_process";
import { createServer, type Server } from "node:http";
import { json } from "node:stream/consumers";
import { promisify } from "node:util";
import Fastify from "fastify";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { startTracing } from "./tracing.ts";
import { withSpan } from "./with-span.ts";

const attribute = z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) });
const exported = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attribute) }),
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              name: z.string(),
              traceId: z.string(),
              spanId: z.string(),
              parentSpanId: z.string().optional(),
              attributes: z.array(attribute),
              status: z.object({ code: z.number(), message: z.string().optional() }),
            }),
          ),
        }),
      ),
    }),
  ),
});

let collector: Server;
let endpoint = "";
let received: z.infer<typeof exported>[] = [];

beforeEach(async () => {
  received = [];
  collector = createServer(async (request, response) => {
    if (request.url === "/v1/traces") received.push(exported.parse(await json(request)));
    response.setHeader("content-type", "application/json").end("{}");
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  const address = collector.address();
  endpoint = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
});
afterEach(() => {
  collector.closeAllConnections();
  collector.close();
});

const spans = () =>
  received.flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
  );

describe("with a collector", () => {
  test("a span arrives with its attributes, under the name of the service", async () => {
    const tracing = await startTracing({ endpoint, serviceName: "chat", version: "1.2.3" });
    expect(await withSpan("quote", { "model.id": "m1" }, async () => 42)).toBe(42);
    await tracing.stop();
    expect(spans()).toMatchObject([
      { name: "quote", attributes: [{ key: "model.id", value: { stringValue: "m1" } }] },
    ]);
    expect(received[0]?.resourceSpans[0]?.resource.attributes).toEqual(
      expect.arrayContaining([
        { key: "service.name", value: { stringValue: "chat" } },
        { key: "service.version", value: { stringValue: "1.2.3" } },
      ]),
    );
  });

  test("a failure is marked, passed on, and robbed of its secrets", async () => {
    const tracing = await startTracing({ endpoint, serviceName: "chat", version: "1" });
    const failing = withSpan("call", {}, async () => {
      throw new TypeError("refused key sk-hunter2hunter2");
    });
    await expect(failing).rejects.toThrow(/hunter2/);
    await tracing.stop();
    expect(spans()).toMatchObject([{ status: { code: 2, message: "TypeError: refused key [redacted]" } }]);
  });

  test("a request is a span, work inside it a child, and the query with its token stays here", async () => {
    const tracing = await startTracing({ endpoint, serviceName: "chat", version: "1" });
    const app = Fastify();
    await app.register(tracing.fastifyPlugin);
    app.get("/verify/:id", () => withSpan("inner", {}, async () => ({ ok: true })));
    const answer = await app.inject({ url: "/verify/7?token=hunter2" });
    expect(answer.json()).toEqual({ ok: true });
    await app.close();
    await tracing.stop();
    const inner = spans().find(({ name }) => name === "inner");
    const root = spans().find(({ parentSpanId }) => !parentSpanId);
    expect(inner?.traceId).toBe(root?.traceId);
    expect(spans().map(({ spanId }) => spanId)).toContain(inner?.parentSpanId);
    expect(root?.attributes).toContainEqual({ key: "url.path", value: { stringValue: "/verify/7" } });
    expect(JSON.stringify(received)).not.toContain("hunter2");
  });

  test("an error inside a route leaves no secret in the trace", async () => {
    const tracing = await startTracing({ endpoint, serviceName: "chat", version: "1" });
    const app = Fastify();
    await app.register(tracing.fastifyPlugin);
    app.get("/fails", async () => {
      throw new Error("Bearer hunter2hunter2 was refused");
    });
    expect((await app.inject({ url: "/fails" })).statusCode).toBe(500);
    await app.close();
    await tracing.stop();
    expect(spans().some(({ status }) => status.message === "Bearer [redacted] was refused")).toBe(true);
    expect(JSON.stringify(received)).not.toContain("hunter2");
  });

  test("one that is gone holds up neither the work nor the end", async () => {
    const tracing = await startTracing({ endpoint: "http://127.0.0.1:1", serviceName: "chat", version: "1" });
    expect(await withSpan("quote", {}, async () => "done")).toBe("done");
    await tracing.stop();
  }, 20_000);
});

describe("without a collector", () => {
  test("work runs as if there were no span", async () => {
    expect(await withSpan("quote", {}, async (span) => span.isRecording())).toBe(false);
    await expect(withSpan("quote", {}, () => Promise.reject(new Error("mine")))).rejects.toThrow("mine");
    expect(spans()).toEqual([]);
  });

  test("nothing of the SDK is loaded", async () => {
    const program = `
      import { createRequire } from "node:module";
      await import(${JSON.stringify(new URL("tracing.ts", import.meta.url).href)});
      const { withSpan } = await import(${JSON.stringify(new URL("with-span.ts", import.meta.url).href)});
      await withSpan("quote", {}, async () => 1);
      const loaded = Object.keys(createRequire(import.meta.url).cache);
      process.stdout.write(String(loaded.filter((file) => /sdk-trace|exporter|fastify/.test(file)).length));`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program]);
    expect(stdout).toBe("0");
  });
});
