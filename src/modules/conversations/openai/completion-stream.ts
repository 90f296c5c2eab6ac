import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import type { AppError } from "../../../kernel/errors.ts";
import type { FrameWriter } from "../../../kernel/http/frame-writer.ts";
import type { BegunCompletion } from "../complete-chat.ts";
import type { TurnEnd } from "../internal/run-turn.ts";
import { ChunkWriter, type CompletionHead, DONE, finishReasonOf, usageOf } from "./completion-wire.ts";
import { openaiError } from "./openai-error.ts";

/**
 * A turn as OpenAI's event stream. The status line waits for the first content, so a provider's refusal is
 * still an error with a status; what fails later comes as an error event, as OpenAI sends it.
 */
export class CompletionStream {
  readonly #write: ChunkWriter;
  readonly #withUsage: boolean;
  readonly #open: () => FrameWriter;
  readonly #toolIndex = new Map<string, number>();
  #frames: FrameWriter | null = null;
  #finish = "stop";
  #spoke = () => {};

  /** @param open begins the response: called with the first content, or at the end of an answer without any */
  constructor(head: CompletionHead, withUsage: boolean, open: () => FrameWriter) {
    this.#write = new ChunkWriter(head);
    this.#withUsage = withUsage;
    this.#open = open;
  }

  /**
   * Starts the turn and waits for its first content or its end; the rest is delivered as it comes.
   * @throws AppError when it failed before anything was delivered
   */
  async begin(begun: BegunCompletion): Promise<void> {
    const spoken = new Promise<void>((resolve) => {
      this.#spoke = resolve;
    });
    const turn = begun.run((part) => this.#take(part));
    await Promise.race([spoken, turn]);
    if (this.#frames === null) {
      const { failure } = await turn;
      if (failure !== null) throw failure;
    }
    turn.then(
      (end) => this.#end(end),
      () => this.#frames?.destroy(),
    );
  }

  #end({ failure, receipt }: TurnEnd): void {
    const usage = this.#withUsage ? this.#write.usage(usageOf(receipt)) : "";
    const last = failure === null ? this.#write.finish(this.#finish) + usage + DONE : errorEvent(failure);
    if (this.#frames !== null) this.#frames.end(last);
    else this.#opened().end(this.#write.role() + last);
  }

  /** A slow reader slows the provider down. */
  #take(part: LanguageModelV4StreamPart): undefined | Promise<void> {
    const frame = this.#frameOf(part);
    if (frame === null) return undefined;
    if (this.#frames !== null) return this.#frames.write(frame);
    // The role goes out together with what comes first.
    return this.#opened().write(this.#write.role() + frame);
  }

  #opened(): FrameWriter {
    this.#frames = this.#open();
    this.#spoke();
    return this.#frames;
  }

  #frameOf(part: LanguageModelV4StreamPart): string | null {
    switch (part.type) {
      case "text-delta":
        return this.#write.text(part.delta);
      case "reasoning-delta":
        return this.#write.reasoning(part.delta);
      case "tool-input-start": {
        const index = this.#toolIndex.size;
        this.#toolIndex.set(part.id, index);
        return this.#write.toolStart(index, part.id, part.toolName);
      }
      case "tool-input-delta":
        return this.#write.toolArguments(this.#toolIndex.get(part.id) ?? 0, part.delta);
      case "tool-call": {
        // Providers that send a call whole, without its pieces.
        if (this.#toolIndex.has(part.toolCallId)) return null;
        const index = this.#toolIndex.size;
        this.#toolIndex.set(part.toolCallId, index);
        return (
          this.#write.toolStart(index, part.toolCallId, part.toolName) +
          this.#write.toolArguments(index, part.input)
        );
      }
      case "finish":
        this.#finish = finishReasonOf(part.finishReason.unified);
        return null;
      default:
        return null;
    }
  }
}

function errorEvent(failure: AppError): string {
  return `data: ${JSON.stringify(openaiError(failure))}\n\n`;
}
