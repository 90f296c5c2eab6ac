import type {
  LanguageModelV4Content,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamPart,
  SharedV4Warning,
} from "@ai-sdk/provider";
import { ChunkTranslator } from "./chunk-translator.ts";
import { sendJson } from "./send-json.ts";
import type { Upstream } from "./upstream.ts";
import type { ResponseHeaders } from "./upstream-call.ts";

type GenerateRequest = {
  upstream: Upstream;
  body: string;
  warnings: SharedV4Warning[];
  signal: AbortSignal | undefined;
  headers: Record<string, string | undefined> | undefined;
};

/** A whole answer in one call; read by the same translator as a stream, so both give the same result. */
export async function generate(request: GenerateRequest): Promise<LanguageModelV4GenerateResult> {
  const { upstream } = request;
  const answer = await sendJson({ ...request, endpoint: "/chat/completions" });
  const parts: LanguageModelV4StreamPart[] = [];
  const translator = new ChunkTranslator(
    { provider: upstream.provider, secrets: upstream.secrets, includeRawChunks: false },
    (part) => parts.push(part),
  );
  translator.event(answer.text);
  translator.close();
  return collect(parts, request.warnings, answer.headers);
}

function collect(
  parts: LanguageModelV4StreamPart[],
  warnings: SharedV4Warning[],
  headers: ResponseHeaders,
): LanguageModelV4GenerateResult {
  const content: LanguageModelV4Content[] = [];
  let metadata = {};
  for (const part of parts) {
    switch (part.type) {
      case "text-delta":
      case "reasoning-delta":
        content.push({ type: part.type === "text-delta" ? "text" : "reasoning", text: part.delta });
        break;
      case "tool-call":
        content.push(part);
        break;
      case "response-metadata": {
        const { type: _, ...rest } = part;
        metadata = rest;
        break;
      }
      case "error":
        throw part.error;
      case "finish":
        return {
          content,
          finishReason: part.finishReason,
          usage: part.usage,
          warnings,
          response: { ...metadata, headers: plainHeaders(headers) },
        };
    }
  }
  throw new Error("The translator ended without finish or error");
}

export function plainHeaders(headers: ResponseHeaders): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && name !== "set-cookie") plain[name] = String(value);
  }
  return plain;
}
