import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { inStreamFailure } from "../classify-failure.ts";
import type { ModelErrorKind } from "../provider-error.ts";
import { ModelProviderError } from "../provider-error.ts";
import { finishReasonOf } from "./finish-reason.ts";
import { TextChunkPattern } from "./text-chunk-pattern.ts";
import { ToolCallAssembly } from "./tool-call-assembly.ts";
import { normaliseUsage, usageIn } from "./usage.ts";
import type { WireChoice, WireChunk, WireMessage, WireToolCall, WireUsage } from "./wire.ts";
import { parseWire } from "./wire.ts";

type Emit = (part: LanguageModelV4StreamPart) => void;
type Block = { kind: "text" | "reasoning"; id: string };

export type TranslatorOptions = {
  provider: string;
  secrets: readonly string[];
  includeRawChunks: boolean;
};

/** Turns the events of one streamed chat completion into V4 stream parts, ending in `finish` or `error`. */
export class ChunkTranslator {
  readonly #options: TranslatorOptions;
  readonly #emit: Emit;
  readonly #tools = new ToolCallAssembly();
  readonly #textChunks = new TextChunkPattern();
  #block: Block | undefined;
  #blocks = 0;
  #hasText = false;
  #usage: WireUsage | undefined;
  #finishReason: string | undefined;
  #introduced = false;
  #ended = false;
  #failed = false;

  constructor(options: TranslatorOptions, emit: Emit) {
    this.#options = options;
    this.#emit = emit;
  }

  /** The last part (`finish` or `error`) has been emitted; further events are ignored. */
  get ended(): boolean {
    return this.#ended;
  }

  /** It ended with `error`. */
  get failed(): boolean {
    return this.#failed;
  }

  /** The provider has said why it stopped; only usage may follow. */
  get finishing(): boolean {
    return this.#finishReason !== undefined;
  }

  event(data: string): void {
    if (this.#ended) return;
    if (data === "[DONE]") {
      this.#finish();
      return;
    }
    const again = this.#options.includeRawChunks ? undefined : this.#textChunks.read(data);
    if (again !== undefined) {
      this.#append("text", again);
      return;
    }
    const chunk = parseWire(data);
    if (chunk === undefined) {
      this.fail(this.#error("malformed", `Not a JSON object: ${data.slice(0, 200)}`));
      return;
    }
    if (this.#options.includeRawChunks) this.#emit({ type: "raw", rawValue: chunk });
    const complaint = chunk.error ?? chunk.x_groq?.error ?? (chunk.object === "error" ? chunk : undefined);
    if (complaint !== undefined && complaint !== null) {
      this.fail(inStreamFailure(this.#options.provider, complaint, this.#options.secrets));
      return;
    }
    if (!this.#introduced) this.#introduce(chunk);
    const usage = usageIn(chunk);
    if (usage !== undefined) this.#usage = usage;
    const choice = chunk.choices?.[0];
    if (choice !== undefined && choice !== null) this.#choice(choice);
    this.#textChunks.learn(data, chunk);
  }

  /** The body has ended, with or without `[DONE]`. */
  close(): void {
    if (this.#ended) return;
    if (this.finishing) this.#finish();
    else this.fail(this.#error("dropped", undefined));
  }

  fail(error: ModelProviderError): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#failed = true;
    this.#closeBlock();
    this.#emit({ type: "error", error });
  }

  #choice(choice: WireChoice): void {
    const delta = choice.delta ?? choice.message;
    if (delta !== undefined && delta !== null) this.#delta(delta);
    if (typeof choice.finish_reason === "string") this.#finishReason = choice.finish_reason;
  }

  #delta(delta: WireMessage): void {
    const thought = delta.reasoning_content ?? delta.reasoning;
    if (typeof thought === "string" && thought !== "") this.#append("reasoning", thought);
    const content = delta.content;
    if (typeof content === "string") {
      if (content !== "") this.#append("text", content);
    } else if (Array.isArray(content)) {
      for (const part of contentParts(content)) this.#append(part.kind, part.text);
    }
    if (typeof delta.refusal === "string" && delta.refusal !== "") this.#append("text", delta.refusal);
    if (Array.isArray(delta.tool_calls)) this.#toolCalls(delta.tool_calls);
  }

  #toolCalls(fragments: WireToolCall[]): void {
    this.#closeBlock();
    for (const fragment of fragments) {
      if (fragment === null || !this.#tools.add(fragment, this.#emit)) {
        this.fail(this.#error("malformed", "A tool call without a name, or more than 128 of them"));
        return;
      }
    }
  }

  #append(kind: Block["kind"], delta: string): void {
    let block = this.#block;
    if (block === undefined || block.kind !== kind) {
      this.#closeBlock();
      block = { kind, id: String(this.#blocks++) };
      this.#block = block;
      if (kind === "text") this.#hasText = true;
      this.#emit({ type: kind === "text" ? "text-start" : "reasoning-start", id: block.id });
    }
    this.#emit({ type: kind === "text" ? "text-delta" : "reasoning-delta", id: block.id, delta });
  }

  #closeBlock(): void {
    const block = this.#block;
    if (block === undefined) return;
    this.#block = undefined;
    this.#emit({ type: block.kind === "text" ? "text-end" : "reasoning-end", id: block.id });
  }

  #introduce(chunk: WireChunk): void {
    this.#introduced = true;
    this.#emit({
      type: "response-metadata",
      ...(typeof chunk.id === "string" && { id: chunk.id }),
      ...(typeof chunk.model === "string" && { modelId: chunk.model }),
      ...(typeof chunk.created === "number" && { timestamp: new Date(chunk.created * 1000) }),
    });
  }

  #finish(): void {
    this.#closeBlock();
    const raw = this.#finishReason;
    const finishReason = finishReasonOf(raw, this.#tools.size > 0);
    this.#tools.finish(finishReason.unified === "length", this.#emit);
    const nothing = !this.#hasText && this.#tools.size === 0;
    // Running into the output limit before the first word is an answer about the limit, not an empty one.
    if (nothing && finishReason.unified !== "length") {
      this.fail(
        this.#error(finishReason.unified === "content-filter" ? "content_filter" : "empty", undefined),
      );
      return;
    }
    this.#ended = true;
    this.#emit({ type: "finish", usage: normaliseUsage(this.#usage), finishReason });
  }

  #error(kind: ModelErrorKind, detail: string | undefined): ModelProviderError {
    const usage = this.#usage === undefined ? undefined : normaliseUsage(this.#usage);
    return new ModelProviderError(kind, { provider: this.#options.provider, detail, usage });
  }
}

/** Mistral's reasoning models send a list: `{type:"text",text}` and `{type:"thinking",thinking:[{text}]}`. */
function contentParts(parts: readonly unknown[]): { kind: Block["kind"]; text: string }[] {
  const found: { kind: Block["kind"]; text: string }[] = [];
  for (const part of parts) {
    if (typeof part !== "object" || part === null) continue;
    const inner = "thinking" in part && Array.isArray(part.thinking) ? part.thinking : [part];
    const kind = inner.length === 1 && inner[0] === part ? "text" : "reasoning";
    for (const item of inner) {
      if (typeof item?.text === "string" && item.text !== "") found.push({ kind, text: item.text });
    }
  }
  return found;
}
