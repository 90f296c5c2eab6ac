import { once } from "node:events";
import { connect } from "node:net";
import Fastify from "fastify";
import { afterEach, describe, expect, it } from "vitest";
import { FrameWriter } from "./frame-writer.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** What goes over the wire when a request is answered so: chunks as RFC 9112 frames them, or the whole of HTTP/1.0. */
async function answered(write: (frames: FrameWriter) => void, version = "1.1"): Promise<string> {
  const http = Fastify();
  http.get("/", (_request, reply) => write(new FrameWriter(reply)));
  closers.push(() => http.close());
  const { port } = new URL(await http.listen({ host: "127.0.0.1", port: 0 }));
  const socket = connect(Number(port), "127.0.0.1");
  let received = "";
  socket.setEncoding("utf8").on("data", (text) => {
    received += text;
  });
  socket.write(`GET / HTTP/${version}\r\nhost: localhost\r\nconnection: close\r\n\r\n`);
  await once(socket, "close");
  return received.slice(received.indexOf("\r\n\r\n") + 4);
}

describe("a frame writer", () => {
  it("sends the first frame at once and gathers those that follow", async () => {
    const body = await answered((frames) => {
      for (const frame of ["one ", "two ", "three "]) frames.write(frame);
      setTimeout(() => frames.end("end"), 60);
    });
    expect(body).toBe("4\r\none \r\na\r\ntwo three \r\n3\r\nend\r\n0\r\n\r\n");
  });

  it("keeps nothing back at the end, and says the end in the same write", async () => {
    const body = await answered((frames) => {
      frames.write("one ");
      frames.write("zwölf ");
      frames.end("end");
    });
    expect(body).toBe("4\r\none \r\na\r\nzwölf end\r\n0\r\n\r\n");
  });

  it("does not gather more than it should", async () => {
    const long = "x".repeat(10_000);
    const body = await answered((frames) => {
      for (let number = 0; number < 4; number += 1) frames.write(long);
      frames.end("");
    });
    expect(body.match(/^[0-9a-f]+\r$/gm)).toEqual(["2710\r", "4e20\r", "2710\r", "0\r"]);
  });

  it("sends plain text to a client that knows no chunks", async () => {
    const body = await answered((frames) => {
      frames.write("one ");
      frames.end("end");
    }, "1.0");
    expect(body).toBe("one end");
  });

  it("writes nothing after the client has left", async () => {
    const body = await answered((frames) => {
      frames.write("one ");
      frames.write("two ");
      frames.destroy();
      expect(frames.write("three ")).toBeUndefined();
      frames.end("end");
    });
    expect(body).not.toContain("t");
  });
});
