import type {
  LanguageModelV4FilePart,
  LanguageModelV4Message,
  LanguageModelV4Prompt,
  LanguageModelV4ToolResultOutput,
} from "@ai-sdk/provider";
import { countText, loadTokenizer } from "./text-token-count.ts";

/** OpenAI's chat format wraps each message in 3 tokens and primes the answer with 3 (OpenAI cookbook, token counting). */
const MESSAGE_TOKENS = 3;
const ANSWER_TOKENS = 3;
const CALL_TOKENS = 8;
/** The most one image costs at high detail in OpenAI's 4o and 4.1 models: 85 + 6 tiles of 170. */
const IMAGE_TOKENS = 1_105;
/** A page of PDF costs 1,500 to 3,000 tokens (docs.claude.com, PDF support); one page is taken to be 50 kB. */
const PAGE_TOKENS = 3_000;
const PAGE_BYTES = 50_000;

/** Loads the vocabulary (about 180 ms and 67 MiB, once), so that no request pays for it. */
export function warmTokenCounter(): void {
  loadTokenizer();
}

/**
 * Tokens of `text` in o200k_base: exact for OpenAI's current models but for a token or so per
 * 1,024 characters, an estimate for others. Text such as `<|endoftext|>` counts as plain text.
 * Deterministic, and at most about 50 ms whatever the text: beyond 200,000 characters it is sampled.
 */
export function countTokens(text: string): number {
  return text.length === 0 ? 0 : countText(text);
}

/** Never less than the true count, since a token holds at least one byte; costs almost nothing. */
export function maxTokens(text: string): number {
  return Buffer.byteLength(text, "utf8");
}

/**
 * Estimated input tokens of a whole prompt: text by the tokenizer, 3 tokens around each message,
 * 1,105 for an image, 3,000 for each 50 kB of any other file. Providers differ; settle by their usage.
 * `tools` are the definitions as sent. Bounded like `countTokens`, however many messages there are.
 */
export function countMessageTokens(prompt: LanguageModelV4Prompt, tools?: readonly unknown[]): number {
  const texts: string[] = [];
  let tokens = ANSWER_TOKENS;
  for (const message of prompt) tokens += MESSAGE_TOKENS + collect(message, texts);
  if (tools !== undefined && tools.length > 0) texts.push(JSON.stringify(tools));
  return tokens + countAll(texts);
}

const ONE_BY_ONE_CHARS = 100_000;

function countAll(texts: string[]): number {
  const chars = texts.reduce((sum, text) => sum + text.length, 0);
  if (chars > ONE_BY_ONE_CHARS) return countTokens(texts.join("\n"));
  return texts.reduce((sum, text) => sum + countTokens(text), 0);
}

/** Adds the message's texts to `texts` and returns the tokens of everything that is not text. */
function collect(message: LanguageModelV4Message, texts: string[]): number {
  if (message.role === "system") {
    texts.push(message.content);
    return 0;
  }
  let tokens = 0;
  for (const part of message.content) {
    switch (part.type) {
      case "text":
      case "reasoning":
        texts.push(part.text);
        break;
      case "file":
        tokens += fileTokens(part, texts);
        break;
      case "tool-call":
        tokens += CALL_TOKENS;
        texts.push(
          part.toolName,
          typeof part.input === "string" ? part.input : (JSON.stringify(part.input) ?? ""),
        );
        break;
      case "tool-result":
        tokens += CALL_TOKENS + resultTokens(part.output, texts);
        break;
    }
  }
  return tokens;
}

function fileTokens(part: Pick<LanguageModelV4FilePart, "data" | "mediaType">, texts: string[]): number {
  const { data, mediaType } = part;
  if (mediaType.startsWith("image")) return IMAGE_TOKENS;
  if (data.type === "text") {
    texts.push(data.text);
    return 0;
  }
  if (data.type !== "data") return PAGE_TOKENS;
  const bytes = typeof data.data === "string" ? Math.floor((data.data.length * 3) / 4) : data.data.byteLength;
  if (mediaType.startsWith("text/") || mediaType === "application/json") return Math.ceil(bytes / 3);
  return Math.ceil(bytes / PAGE_BYTES) * PAGE_TOKENS;
}

function resultTokens(output: LanguageModelV4ToolResultOutput, texts: string[]): number {
  switch (output.type) {
    case "text":
    case "error-text":
      texts.push(output.value);
      return 0;
    case "json":
    case "error-json":
      texts.push(JSON.stringify(output.value));
      return 0;
    case "execution-denied":
      texts.push(output.reason ?? "");
      return 0;
    case "content":
      return output.value.reduce((sum, item) => {
        if (item.type === "text") texts.push(item.text);
        return sum + (item.type === "file" ? fileTokens(item, texts) : 0);
      }, 0);
  }
}
