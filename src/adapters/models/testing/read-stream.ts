import type { LanguageModelV4CallOptions, LanguageModelV4StreamPart } from "@ai-sdk/provider";

export type Read = {
  parts: LanguageModelV4StreamPart[];
  text: string;
  finish: Extract<LanguageModelV4StreamPart, { type: "finish" }> | undefined;
  error: unknown;
};

/** Every part of a stream, with the pieces that tests ask about. */
export async function readStream(stream: ReadableStream<LanguageModelV4StreamPart>): Promise<Read> {
  const read: Read = { parts: [], text: "", finish: undefined, error: undefined };
  for await (const part of stream) {
    read.parts.push(part);
    if (part.type === "text-delta") read.text += part.delta;
    if (part.type === "finish") read.finish = part;
    if (part.type === "error") read.error = part.error;
  }
  return read;
}

export function userPrompt(text: string): Pick<LanguageModelV4CallOptions, "prompt"> {
  return { prompt: [{ role: "user", content: [{ type: "text", text }] }] };
}
