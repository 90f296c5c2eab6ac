import type {
  LanguageModelV4FinishReason,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from "@ai-sdk/provider";
import { countTokens } from "../token-count.ts";

/** The words of an answer, each with the space before it, until the token limit or a stop sequence. */
export type Spoken = { words: string[]; outputTokens: number; finishReason: LanguageModelV4FinishReason };

/** Scripts without spaces, and long addresses, are handed out in pieces. */
const WORDS = /\s*\S{1,32}(?:\s*$)?/gu;

export function speak(answer: string, maxTokens: number | undefined, stops: readonly string[]): Spoken {
  const stopAt = Math.min(
    answer.length,
    ...stops.filter((stop) => stop !== "").map((stop) => indexIn(answer, stop)),
  );
  const limit = maxTokens ?? Number.POSITIVE_INFINITY;
  const words: string[] = [];
  let outputTokens = 0;
  for (const [word] of answer.slice(0, stopAt).matchAll(WORDS)) {
    const tokens = countTokens(word);
    if (outputTokens + tokens > limit) {
      return { words, outputTokens, finishReason: { unified: "length", raw: "length" } };
    }
    outputTokens += tokens;
    words.push(word);
  }
  return { words, outputTokens, finishReason: { unified: "stop", raw: "stop" } };
}

function indexIn(answer: string, stop: string): number {
  const at = answer.indexOf(stop);
  return at < 0 ? answer.length : at;
}

type StreamOptions = {
  spoken: Spoken;
  usage: LanguageModelV4Usage;
  signal: AbortSignal | undefined;
  /** Called before each word; resolves when it may be sent. */
  pause: ((signal: AbortSignal | undefined) => Promise<void>) | undefined;
};

/** Hands out one word for each pull, so a slow reader holds it back and an abort ends it at once. */
export function wordStream(options: StreamOptions): ReadableStream<LanguageModelV4StreamPart> {
  const { spoken, signal, pause } = options;
  let at = 0;
  const onAbort = (controller: ReadableStreamDefaultController) => () => controller.error(signal?.reason);
  let leave = (): void => {};
  return new ReadableStream<LanguageModelV4StreamPart>(
    {
      start(controller) {
        if (signal?.aborted) {
          controller.error(signal.reason);
          return;
        }
        const abort = onAbort(controller);
        signal?.addEventListener("abort", abort, { once: true });
        leave = () => signal?.removeEventListener("abort", abort);
        controller.enqueue({ type: "stream-start", warnings: [] });
        controller.enqueue({ type: "text-start", id: "0" });
      },
      async pull(controller) {
        const word = spoken.words[at];
        if (word !== undefined) {
          at++;
          await pause?.(signal);
          controller.enqueue({ type: "text-delta", id: "0", delta: word });
          return;
        }
        controller.enqueue({ type: "text-end", id: "0" });
        controller.enqueue({ type: "finish", usage: options.usage, finishReason: spoken.finishReason });
        controller.close();
        leave();
      },
      cancel: () => leave(),
    },
    { highWaterMark: 0 },
  );
}
