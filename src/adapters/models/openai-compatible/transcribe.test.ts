import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { fileOf } from "../../documents/testing/file-of.ts";
import { createOpenAICompatible } from "./create-openai-compatible.ts";

const NEVER = new AbortController().signal;

async function providerAt(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  totalMs = 60_000,
) {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  // A TCP server's address is never a string.
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  const provider = createOpenAICompatible({
    providerName: "p",
    baseUrl,
    apiKey: "key",
    timeouts: { totalMs },
  });
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await provider.close();
  });
  return async (content: string, modelId = "whisper-1", signal = NEVER) =>
    provider.transcribe({ modelId, path: await fileOf(content), name: "a/talk.mp3", signal });
}

describe("writing down speech", () => {
  it("sends the file and gives paragraphs with the second at which each begins, and the length", async () => {
    let seen = { url: "", key: "", body: "", type: "" };
    const transcribe = await providerAt((request, response) => {
      void text(request).then((body) => {
        const { authorization = "", "content-type": type = "" } = request.headers;
        seen = { url: request.url ?? "", key: authorization, body, type };
        const segments = [
          { start: 0, text: " Good morning." },
          { start: 4.2, text: " Welcome." },
          { start: 61.5, text: " Now the figures." },
        ];
        response.end(JSON.stringify({ text: "all", duration: "64.5", segments }));
      });
    });
    expect(await transcribe("ID3 sound")).toEqual({
      paragraphs: [
        { text: "Good morning. Welcome.", seconds: 0 },
        { text: "Now the figures.", seconds: 61.5 },
      ],
      seconds: 64.5,
    });
    expect(seen).toMatchObject({ url: "/v1/audio/transcriptions", key: "Bearer key" });
    expect(seen.type).toMatch(/^multipart\/form-data; boundary=/);
    expect(seen.body).toContain('filename="a_talk.mp3"');
    expect(seen.body).toContain("verbose_json");
    expect(seen.body).toContain("ID3 sound");
  });

  it("models that tell no times are asked for none and give one paragraph without a time", async () => {
    let sent = "";
    const transcribe = await providerAt((request, response) => {
      void text(request).then((body) => {
        sent = body;
        response.end('{"text":"Hello."}');
      });
    });
    expect(await transcribe("x", "gpt-4o-transcribe")).toEqual({
      paragraphs: [{ text: "Hello." }],
      seconds: undefined,
    });
    expect(sent).not.toContain("verbose_json");
  });

  it("each refusal is a failure of the closed set", async () => {
    const cases: [number, string, string][] = [
      [413, "", "bad_request"],
      [400, "{}", "bad_request"],
      [401, "{}", "auth"],
      [500, "oops", "unavailable"],
      [200, "<html>", "malformed"],
    ];
    for (const [status, body, kind] of cases) {
      const transcribe = await providerAt((_, response) => response.writeHead(status).end(body));
      await expect(transcribe("x")).rejects.toMatchObject({ kind });
    }
  });

  it("silence ends at the timeout, a torn answer is dropped, an abort ends at once", async () => {
    const silent = await providerAt(() => undefined, 50);
    await expect(silent("x")).rejects.toMatchObject({ kind: "stalled" });
    const torn = await providerAt((request, response) => {
      void text(request).then(() => {
        response.writeHead(200, { "content-length": "100" });
        response.write('{"text"', () => response.destroy());
      });
    });
    await expect(torn("x")).rejects.toMatchObject({ kind: "dropped" });
    const abort = new AbortController();
    const aborted = await providerAt(() => abort.abort(new Error("not wanted")));
    await expect(aborted("x", "whisper-1", abort.signal)).rejects.toThrow("not wanted");
  });
});
