import { once } from "node:events";
import { type IncomingMessage, request as openRequest } from "node:http";
import type { AddressInfo } from "node:net";
import Fastify from "fastify";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { afterEach, describe, expect, it } from "vitest";
import { clientLeft } from "./client-left.ts";
import { type EventSource, eventStreams } from "./event-stream.ts";
import { toAppError } from "./problem.ts";
import type { HttpApp } from "./types.ts";
import { PUBLIC } from "./types.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function serve(source: EventSource, heartbeatMs?: number): Promise<{ http: HttpApp; url: URL }> {
  const http: HttpApp = Fastify().withTypeProvider<ZodTypeProvider>();
  http.setValidatorCompiler(validatorCompiler);
  http.setSerializerCompiler(serializerCompiler);
  http.setErrorHandler((error, _request, reply) => reply.status(toAppError(error).status).send());
  http.decorateRequest("ctx");
  http.addHook("onRequest", async (request, reply) => {
    // Of a context the stream reads no more than who acts and whether they have left.
    request.ctx = { actor: { kind: "anonymous" }, signal: clientLeft(reply) } as never;
  });
  const stream = eventStreams(http, heartbeatMs);
  http.get("/events", { config: { access: PUBLIC }, exposeHeadRoute: false }, async (request, reply) => {
    stream(request, reply, source);
    return reply;
  });
  await http.listen({ host: "127.0.0.1", port: 0 });
  closing.push(() => http.close());
  const { port } = http.server.address() as AddressInfo; // It listens on TCP.
  return { http, url: new URL(`http://127.0.0.1:${port}/events`) };
}

async function open(url: URL): Promise<IncomingMessage> {
  const [response] = (await once(openRequest(url).end(), "response")) as [IncomingMessage]; // Event of node:http.
  response.setEncoding("utf8");
  return response;
}

/** Reads until the text so far holds `wanted`. */
async function readUntil(response: IncomingMessage, wanted: string): Promise<string> {
  let text = "";
  for await (const chunk of response.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    if (text.includes(wanted)) break;
  }
  return text;
}

async function* silence(signal: AbortSignal): AsyncGenerator<{ data: string }> {
  await waiting(signal);
  if (!signal.aborted) yield { data: "never" };
}

function waiting(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve());
  });
}

describe("an event stream", () => {
  it("sends each event with its name, id and data, and ends with its source", async () => {
    const { url } = await serve(async function* () {
      yield { data: { type: "hello", text: "two\nlines" } };
      yield { event: "text", id: "7", data: "x" };
    });
    const response = await open(url);
    const text = await readUntil(response, "the end");
    expect(response.headers).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    });
    expect(text).toBe(
      ': open\n\ndata: {"type":"hello","text":"two\\nlines"}\n\nevent: text\nid: 7\ndata: "x"\n\n',
    );
  });

  it("opens at once and says that it lives while nothing happens", async () => {
    const { url } = await serve(silence, 10);
    const response = await open(url);
    expect(await readUntil(response, ": still here\n\n: still here\n\n")).toContain(": open\n\n");
    response.destroy();
  });

  it("tells its source when the client leaves", async () => {
    const left = Promise.withResolvers<void>();
    const { url } = await serve(async function* (signal) {
      yield { data: 1 };
      await waiting(signal);
      left.resolve();
    });
    const response = await open(url);
    await readUntil(response, "data: 1");
    response.destroy();
    await left.promise;
  });

  it("ends when the server closes, so that an open tab does not hold it up", async () => {
    const { http, url } = await serve(async function* (signal) {
      yield { data: "here" };
      await waiting(signal);
    });
    const response = await open(url);
    await readUntil(response, "here");
    const ended = once(response, "end");
    response.resume();
    await http.close();
    await ended;
  });

  it("breaks the connection when its source fails, so that the client comes back", async () => {
    const { url } = await serve(async function* () {
      yield { data: "before" };
      throw new Error("the source broke");
    });
    const response = await open(url);
    await expect(readUntil(response, "never")).rejects.toThrow("aborted");
  });

  it("asks a source no further than a slow client reads", async () => {
    let made = 0;
    const { url } = await serve(async function* (signal) {
      const data = "x".repeat(64 * 1024);
      for (; made < 10_000 && !signal.aborted; made += 1) yield { data };
    });
    const response = await open(url);
    response.pause();
    await readUntilQuiet(() => made);
    expect(made).toBeLessThan(1_000);
    response.destroy();
  });

  it("is refused to who holds too many open already, until one of them ends", async () => {
    const { url } = await serve(silence);
    const held = await Promise.all(Array.from({ length: 64 }, () => open(url)));
    const refused = await open(url);
    expect(refused.statusCode).toBe(429);
    refused.resume();
    held[0]?.destroy();
    await expect
      .poll(async () => {
        const next = await open(url);
        next.destroy();
        return next.statusCode;
      })
      .toBe(200);
    for (const response of held) response.destroy();
  });
});

/** Waits until a count stays the same over several turns of the event loop. */
async function readUntilQuiet(count: () => number): Promise<void> {
  let before = -1;
  await expect
    .poll(
      () => {
        const same = count() === before && before > 0;
        before = count();
        return same;
      },
      { interval: 100 },
    )
    .toBe(true);
}
