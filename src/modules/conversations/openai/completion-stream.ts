import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { AppError } from "../../../kernel/errors.ts";
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
  readonly #write: ChunkWriter;
  readonly #withUsage: boolean;
  readonly #toolIndex = new Map<string, number>();
  #frames: string[] = [];
  #finish = "stop";
  #turn: Promise<TurnEnd> | null = null;
  #ended = false;
  #wakeReader: (() => void) | null = null;
  #wakeTurn: (() => void) | null = null;
  #left = false;

  constructor(head: CompletionHead, withUsage: boolean) {
    this.#write = new ChunkWriter(head);
    this.#withUsage = withUsage;
  }

  /**
   * Starts the turn and waits for its first content or its end.
   * @throws AppError when it failed before anything was delivered
   */
  async begin(begun: BegunCompletion): Promise<void> {
    this.#turn = begun
      .run((part) => this.#take(part))
      .finally(() => {
        this.#ended = true;
        this.#wakeReader?.();
      });
    this.#turn.catch(() => undefined);
    while (this.#frames.length === 0 && !this.#ended) await this.#moreFrames();
    if (this.#frames.length > 0) return;
    const { failure } = await this.#turn;
    if (failure !== null) throw failure;
  }

  async *frames(): AsyncGenerator<string> {
    try {
      yield this.#write.role();
      for (;;) {
        if (this.#frames.length > 0) {
          // All that waits goes out in one write: under load that saves most of the system calls.
          const frames = this.#frames.join("");
          this.#frames = [];
          this.#wakeTurn?.();
          yield frames;
        } else if (this.#ended) break;
        else await this.#moreFrames();
      }
      yield await this.#lastFrames();
    } finally {
      this.#left = true;
      this.#wakeTurn?.();
    }
  }

  async #lastFrames(): Promise<string> {
    if (this.#turn === null) throw new AppError("internal", "The answer was not begun.");
    const { failure, receipt } = await this.#turn;
    if (failure !== null) return `data: ${JSON.stringify(openaiError(failure))}\n\n`;
    const usage = this.#withUsage ? this.#write.usage(usageOf(receipt)) : "";
    return this.#write.finish(this.#finish) + usage + DONE;
  }

  #take(part: LanguageModelV4StreamPart): void | Promise<void> {
    const frame = this.#frameOf(part);
    if (frame === null) return;
    this.#frames.push(frame);
    this.#wakeReader?.();
    if (this.#frames.length < WAITING_FRAMES || this.#left) return;
    return new Promise((resolve) => {
      this.#wakeTurn = () => {
        this.#wakeTurn = null;
        resolve();
      };
    });
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

  #moreFrames(): Promise<void> {
    return new Promise((resolve) => {
      this.#wakeReader = () => {
        this.#wakeReader = null;
        resolve();
      };
    });
  }
}
