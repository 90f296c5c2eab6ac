import { Readable } from "node:stream";
import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import type { AppError } from "../../../kernel/errors.ts";
import type { BegunCompletion } from "../complete-chat.ts";
import type { TurnEnd } from "../internal/run-turn.ts";
import { ChunkWriter, type CompletionHead, DONE, finishReasonOf, usageOf } from "./completion-wire.ts";
import { openaiError } from "./openai-error.ts";

/** Frames that may wait for a slow reader; then the provider is read no faster than the client. */
const WAITING_FRAMES = 256;

/**
 * A turn as OpenAI's event stream. The status line waits for the first content, so a provider's refusal is
 * still an error with a status; what fails later comes as an error event, as OpenAI sends it.
 */
export class CompletionStream {
  /** The event stream. Frames are pushed as they come: a generator between would cost a fifth of the CPU per token. */
  readonly body: Readable;
  readonly #write: ChunkWriter;
  readonly #withUsage: boolean;
  readonly #toolIndex = new Map<string, number>();
  #finish = "stop";
  #hasSpoken = false;
  #spoke = () => {};
  #wakeTurn = () => {};

  constructor(head: CompletionHead, withUsage: boolean) {
    this.#write = new ChunkWriter(head);
    this.#withUsage = withUsage;
    this.body = new Readable({
      objectMode: true,
      highWaterMark: WAITING_FRAMES,
      read: () => this.#wakeTurn(),
      destroy: (error, done) => {
        this.#wakeTurn();
        done(error);
      },
    });
    // Whoever sends the body watches it; a failure before that is thrown by `begin`.
    this.body.on("error", () => {});
  }

  /**
   * Starts the turn and waits for its first content or its end.
   * @throws AppError when it failed before anything was delivered
   */
  async begin(begun: BegunCompletion): Promise<void> {
    const spoken = new Promise<void>((resolve) => {
      this.#spoke = resolve;
    });
    const turn = begun.run((part) => this.#take(part));
    await Promise.race([spoken, turn]);
    if (!this.#hasSpoken) {
      const { failure } = await turn;
      if (failure !== null) throw failure;
    }
    turn.then(
      (end) => this.#end(end),
      (error: unknown) => this.body.destroy(error instanceof Error ? error : new Error(String(error))),
    );
  }

  #end({ failure, receipt }: TurnEnd): void {
    if (this.body.destroyed) return;
    const usage = this.#withUsage ? this.#write.usage(usageOf(receipt)) : "";
    const last = failure === null ? this.#write.finish(this.#finish) + usage + DONE : errorEvent(failure);
    this.body.push(this.#opened(last));
    this.body.push(null);
  }

  #take(part: LanguageModelV4StreamPart): void | Promise<void> {
    const frame = this.#frameOf(part);
    if (frame === null || this.body.destroyed) return;
    const hasRoom = this.body.push(this.#opened(frame));
    this.#spoke();
    if (hasRoom || this.body.destroyed) return;
    return new Promise((resolve) => {
      this.#wakeTurn = resolve;
    });
  }

  /** The role goes out together with what comes first. */
  #opened(frame: string): string {
    if (this.#hasSpoken) return frame;
    this.#hasSpoken = true;
    return this.#write.role() + frame;
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
