import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

const chatRequest = z.looseObject({
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })),
});

export interface SentMessage {
  readonly role: string;
  readonly text: string;
}

/** A provider on OpenAI's wire that keeps what it was sent and answers as told. */
export interface RecordingProvider {
  readonly url: string;
  /** The next answers, whole. */
  answer: string;
  /** Messages of the newest request. */
  sent(): readonly SentMessage[];
  close(): Promise<void>;
}

export async function recordingProvider(): Promise<RecordingProvider> {
  let sent: SentMessage[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(Buffer.from(piece));
    const body = chatRequest.safeParse(JSON.parse(Buffer.concat(pieces).toString("utf8") || "{}"));
    if (!body.success) return void response.writeHead(404).end();
    sent = body.data.messages.map(({ role, content }) => ({ role, text: textOf(content) }));
    response.writeHead(200, { "content-type": "text/event-stream" });
    const chunk = (delta: object, finish: string | null) =>
      response.write(
        `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model: "m", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`,
      );
    for (const piece of provider.answer.match(/[\s\S]{1,3}/g) ?? []) chunk({ content: piece }, null);
    chunk({}, "stop");
    response.end("data: [DONE]\n\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A TCP server's address is an AddressInfo, never a pipe name.
  const { port } = server.address() as AddressInfo;
  const provider: RecordingProvider = {
    url: `http://127.0.0.1:${port}/v1`,
    answer: "Noted.",
    sent: () => sent,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return provider;
}

/** Content is a text, or parts of which the texts count. */
function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  const parts = z.array(z.looseObject({ text: z.string().optional() })).safeParse(content);
  return parts.success ? parts.data.map(({ text }) => text ?? "").join("") : "";
}
