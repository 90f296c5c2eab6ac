import { once } from "node:events";
import { Agent, type IncomingMessage, request as openRequest } from "node:http";
import { Readable } from "node:stream";
import { expect, it, onTestFinished } from "vitest";
import { closeServer } from "./close-server.ts";
import { listen, testServer } from "./testing/test-server.ts";
import { PUBLIC } from "./types.ts";

async function call(url: string, agent: Agent): Promise<IncomingMessage> {
  const [response] = (await once(openRequest(url, { agent }).end(), "response")) as [IncomingMessage]; // Event of node:http.
  return response.setEncoding("utf8");
}

async function read(response: IncomingMessage): Promise<string> {
  let text = "";
  for await (const piece of response) text += String(piece);
  return text;
}

it("a stop lets running answers end whole, turns new requests away, and takes no new connection", async () => {
  const finish = Promise.withResolvers<void>();
  const slow = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const http = await testServer((app) => {
    app.get("/stream", { config: { access: PUBLIC } }, async (_request, reply) => {
      async function* answer() {
        yield "first ";
        await finish.promise;
        yield "last";
      }
      return reply.type("text/event-stream").send(Readable.from(answer()));
    });
    app.get("/slow", { config: { access: PUBLIC } }, async () => {
      begun.resolve();
      await slow.promise;
      return { ok: true };
    });
    // While it waits, the server has said that it stops and still has its connections.
    app.addHook("preClose", () => finish.promise);
  });
  const origin = await listen(http);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const stream = await call(`${origin}/stream`, new Agent());
  await once(stream, "readable");
  const answering = call(`${origin}/slow`, new Agent());
  await begun.promise;
  await read(await call(`${origin}/nothing`, agent));

  const closing = http.close();
  const late = await call(`${origin}/slow`, agent);
  expect(late.statusCode).toBe(503);
  expect(late.headers).toMatchObject({
    connection: "close",
    "retry-after": "5",
    "x-content-type-options": "nosniff",
  });
  expect(JSON.parse(await read(late))).toMatchObject({ code: "restarting", status: 503 });

  finish.resolve();
  expect(await read(stream)).toBe("first last");
  await expect.poll(() => http.server.listening).toBe(false);
  await expect(call(`${origin}/slow`, new Agent())).rejects.toMatchObject({ code: "ECONNREFUSED" });
  slow.resolve();
  const answer = await answering;
  expect([answer.statusCode, await read(answer)]).toEqual([200, '{"ok":true}']);
  await closing;
});

it("a stop does not wait for connections that nobody uses", async () => {
  const http = await testServer(
    (app) => void app.get("/quick", { config: { access: PUBLIC } }, async () => ({})),
  );
  const origin = await listen(http);
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  await read(await call(`${origin}/quick`, agent));
  await http.close();
});

it("a stop does not wait for clients that keep their connection after the last answer", async () => {
  const finish = Promise.withResolvers<void>();
  const http = await testServer((app) => {
    app.get("/stream", { config: { access: PUBLIC } }, async (_request, reply) => {
      async function* answer() {
        yield "first ";
        await finish.promise;
        yield "last";
      }
      return reply.type("text/event-stream").send(Readable.from(answer()));
    });
  });
  const origin = await listen(http);
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const stream = await call(`${origin}/stream`, agent);
  await once(stream, "readable");
  const closing = closeServer(http, 60_000);
  finish.resolve();
  expect(await read(stream)).toBe("first last");
  await closing;
});

it("a stop does not wait for a client that does not read its answer", async () => {
  const http = await testServer((app) => {
    app.get("/flood", { config: { access: PUBLIC } }, async (_request, reply) => {
      async function* answer() {
        for (;;) yield "x".repeat(64 * 1024);
      }
      return reply.type("text/plain").send(Readable.from(answer()));
    });
  });
  const stream = await call(`${await listen(http)}/flood`, new Agent());
  stream.on("error", () => {});
  stream.pause();
  await closeServer(http, 50);
});
