import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { createOpenAiTranscriber, type TranscriberOptions } from "./openai-transcriber.ts";
import { fileOf } from "./testing/file-of.ts";

const NEVER = new AbortController().signal;

async function transcriberTo(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  options: Partial<TranscriberOptions> = {},
) {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  // A TCP server's address is never a string.
  const { port } = server.address() as AddressInfo;
  const transcriber = createOpenAiTranscriber({
    baseUrl: `http://127.0.0.1:${port}/v1`,
    apiKey: "key",
    model: "whisper-1",
    ...options,
  });
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await transcriber.close().catch(() => undefined);
  });
  return transcriber;
}

describe("writing down speech", () => {
  it("sends the file and gives paragraphs with the second at which each begins", async () => {
    let seen = { url: "", key: "", body: "" };
    const transcriber = await transcriberTo((request, response) => {
      void text(request).then((body) => {
        seen = { url: request.url ?? "", key: request.headers.authorization ?? "", body };
        const segments = [
          { start: 0, text: " Good morning." },
          { start: 4.2, text: " Welcome." },
          { start: 61.5, text: " Now the figures." },
        ];
        response.end(JSON.stringify({ text: "all", segments, language: "english" }));
      });
    });
    const blocks = await transcriber.transcribe(await fileOf("ID3 sound"), "a/talk.mp3", NEVER);
    expect(blocks).toEqual([
      { kind: "paragraph", text: "Good morning. Welcome.", seconds: 0 },
      { kind: "paragraph", text: "Now the figures.", seconds: 61.5 },
    ]);
    expect(seen).toMatchObject({ url: "/v1/audio/transcriptions", key: "Bearer key" });
    expect(seen.body).toContain('filename="a_talk.mp3"');
    expect(seen.body).toContain("verbose_json");
    expect(seen.body).toContain("ID3 sound");
  });

  it("services without segments give one paragraph", async () => {
    const transcriber = await transcriberTo((_, response) => response.end('{"text":"Hello."}'));
    expect(await transcriber.transcribe(await fileOf("x"), "a.mp3", NEVER)).toEqual([
      { kind: "paragraph", text: "Hello.", seconds: 0 },
    ]);
  });

  it("each refusal is a failure with a sentence", async () => {
    const cases: [number, string, string][] = [
      [413, "", "too_large"],
      [400, "{}", "unsupported"],
      [401, "{}", "unreachable"],
      [500, "oops", "unreachable"],
      [200, "<html>", "unreachable"],
      [200, '{"text":"  "}', "empty"],
    ];
    for (const [status, body, code] of cases) {
      const transcriber = await transcriberTo((_, response) => response.writeHead(status).end(body));
      await expect(transcriber.transcribe(await fileOf("x"), "a.mp3", NEVER)).rejects.toMatchObject({ code });
    }
  });

  it("too large a file is not sent; silence ends at the timeout; an abort ends at once", async () => {
    const file = await fileOf("0123456789");
    const strict = await transcriberTo((_, response) => response.end("{}"), { maximumBytes: 5 });
    await expect(strict.transcribe(file, "a.mp3", NEVER)).rejects.toMatchObject({ code: "too_large" });
    const silent = await transcriberTo(() => undefined, { timeoutMs: 50 });
    await expect(silent.transcribe(file, "a.mp3", NEVER)).rejects.toMatchObject({ code: "took_too_long" });
    const abort = new AbortController();
    const aborted = await transcriberTo(() => abort.abort(new Error("not wanted")));
    await expect(aborted.transcribe(file, "a.mp3", abort.signal)).rejects.toThrow("not wanted");
  });
});
