import { once } from "node:events";
import { type AddressInfo, connect, type Socket } from "node:net";
import Fastify from "fastify";
import { afterEach, describe, expect, it } from "vitest";
import { boundBodies } from "./body-deadline.ts";
import { type HttpApp, PUBLIC } from "./types.ts";

let http: HttpApp;
afterEach(() => http.close());

/** A server whose refusal ends the socket with a word. */
async function listen(): Promise<number> {
  http = Fastify() as unknown as HttpApp; // Its validators are of no use here.
  boundBodies(http, 50, (_error, socket) => void socket.end("late"));
  http.post("/quick", { config: { access: PUBLIC } }, async () => "read");
  http.post("/upload", { config: { access: PUBLIC, slowBody: true } }, async () => "read");
  await http.listen({ host: "127.0.0.1", port: 0 });
  return (http.server.address() as AddressInfo).port; // It listens on TCP.
}

/** A client that sends a head and no body yet. */
async function sendHead(port: number, path: string): Promise<Socket> {
  const client = connect(port, "127.0.0.1");
  await once(client, "connect");
  client.write(
    `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n`,
  );
  return client;
}

async function answerOf(client: Socket): Promise<string> {
  let text = "";
  for await (const chunk of client) text += String(chunk);
  return text;
}

describe("a body that does not come", () => {
  it("ends the request", async () => {
    expect(await answerOf(await sendHead(await listen(), "/quick"))).toBe("late");
  });

  it("may take its time where uploads are taken", async () => {
    const port = await listen();
    const upload = await sendHead(port, "/upload");
    // Begun later, it is refused by now.
    expect(await answerOf(await sendHead(port, "/quick"))).toBe("late");
    upload.write("{}");
    expect(await answerOf(upload)).toContain("read");
  });
});
