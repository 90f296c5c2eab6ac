import type {
  LanguageModelV4FinishReason,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from "@ai-sdk/provider";
import type { ModelErrorKind } from "../provider-error.ts";
import { ModelProviderError } from "../provider-error.ts";

type Part = LanguageModelV4StreamPart;

type GuardOptions = {
  provider: string;
  signal: AbortSignal | undefined;
  failure: (error: unknown) => ModelProviderError;
  /** Called once, when nothing more is wanted of the source. */
  onEnd: () => void;
};

/**
 * Gives an AI SDK stream the endings that `ModelProvider` promises: one `finish`, or one `error` with a
 * `ModelProviderError`, or the abort's reason. The SDK goes on after an error part, ends interrupted
 * streams with `finish`, and throws when the connection drops.
 */
export function guardStream(source: ReadableStream<Part>, options: GuardOptions): ReadableStream<Part> {
  const reader = source.getReader();
  let hasText = false;
  let hasCall = false;
  const ending = (controller: ReadableStreamDefaultController<Part>, error: ModelProviderError): void => {
    controller.enqueue({ type: "error", error });
    controller.close();
    options.onEnd();
    reader.cancel(error).catch(() => {});
  };
  return new ReadableStream<Part>(
    {
      async pull(controller) {
        let part: Part | undefined;
        try {
          part = (await reader.read()).value;
        } catch (error) {
          options.onEnd();
          if (options.signal?.aborted) controller.error(options.signal.reason);
          else ending(controller, options.failure(error));
          return;
        }
        if (part === undefined) {
          ending(controller, new ModelProviderError("dropped", { provider: options.provider }));
        } else if (part.type === "error") {
          ending(controller, options.failure(part.error));
        } else if (part.type === "finish") {
          const kind = faultOf(part.finishReason, hasText, hasCall);
          if (kind === undefined) {
            controller.enqueue(part);
            controller.close();
            options.onEnd();
            drain(reader);
          } else {
            ending(
              controller,
              new ModelProviderError(kind, { provider: options.provider, usage: reported(part.usage) }),
            );
          }
        } else {
          if (part.type === "text-delta" && part.delta !== "") hasText = true;
          if (part.type === "tool-call") hasCall = true;
          controller.enqueue(part);
        }
      },
      cancel: (reason) => {
        options.onEnd();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

/** Reads the connection to its end, so that it can be used again. */
async function drain(reader: ReadableStreamDefaultReader<Part>): Promise<void> {
  try {
    while (!(await reader.read()).done);
  } catch {
    // The answer was already complete.
  }
}

/** What is wrong with a finished answer, if anything: broken off, filtered whole, or empty. */
export function faultOf(
  { unified }: LanguageModelV4FinishReason,
  hasText: boolean,
  hasCall: boolean,
): ModelErrorKind | undefined {
  if (unified === "interrupted" || unified === "error") return "dropped";
  if (hasText || hasCall || unified === "length") return undefined;
  return unified === "content-filter" ? "content_filter" : "empty";
}

function reported(usage: LanguageModelV4Usage): LanguageModelV4Usage | undefined {
  return usage.inputTokens.total === undefined && usage.outputTokens.total === undefined ? undefined : usage;
}
