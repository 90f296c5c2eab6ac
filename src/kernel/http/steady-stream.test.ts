import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { steadyStream } from "./steady-stream.ts";

const never = new AbortController().signal;
async function lengthOf(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let length = 0;
  for await (const chunk of chunks) length += chunk.length;
  return length;
}

describe("a stream of an upload", () => {
  it("passes whole", async () => {
    const chunks = [Buffer.from("ab"), Buffer.from("cde")];
    expect(await lengthOf(steadyStream(Readable.from(chunks), 60_000, never))).toBe(5);
  });

  it("that falls silent fails with a sentence", async () => {
    const silent = new Readable({ read: () => {} });
    silent.push("begun");
    await expect(lengthOf(steadyStream(silent, 20, never))).rejects.toMatchObject({
      code: "malformed_request",
      message: expect.stringContaining("stopped"),
    });
    expect(silent.destroyed).toBe(true);
  });

  it("whose client has left fails", async () => {
    const left = new AbortController();
    const silent = new Readable({ read: () => left.abort() });
    await expect(lengthOf(steadyStream(silent, 60_000, left.signal))).rejects.toMatchObject({
      code: "malformed_request",
    });
  });

  it("that breaks for a reason of its parser tells no more than that it broke off", async () => {
    const broken = new Readable({ read: () => broken.destroy(new Error("Unexpected end of form")) });
    await expect(lengthOf(steadyStream(broken, 60_000, never))).rejects.toMatchObject({
      message: "The upload broke off. Send it again.",
    });
  });
});
