import type {
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from "@ai-sdk/provider";
import type { ModelProvider } from "../../../adapters/models/provider.ts";
import type { Kernel } from "../../../kernel/kernel.ts";
import { ModelHub, setHub } from "../internal/hub.ts";
import type { ConfiguredProvider } from "../ports.ts";

type Part = LanguageModelV4StreamPart;
/** What one call answers: parts in order, or a failure instead of a stream. `wait` holds until the call is cut. */
export type Script = readonly (Part | "wait")[] | Error;

export interface ScriptedCall {
  readonly model: string;
  readonly options: LanguageModelV4CallOptions;
}

export interface ScriptedProvider extends ModelProvider {
  readonly calls: ScriptedCall[];
}

/** A provider whose every call is decided by the test. @param answer told the model and how many calls came before */
export function scriptedProvider(answer: (model: string, before: number) => Script): ScriptedProvider {
  const calls: ScriptedCall[] = [];
  return {
    id: "acme",
    calls,
    languageModel: (modelId) => ({
      specificationVersion: "v4",
      provider: "acme",
      modelId,
      supportedUrls: {},
      doGenerate: () => Promise.reject(new Error("Only streams are asked for.")),
      async doStream(options) {
        calls.push({ model: modelId, options });
        const script = answer(modelId, calls.length - 1);
        if (script instanceof Error) throw script;
        return { stream: streamOf(script, options.abortSignal) };
      },
    }),
    close: async () => {},
  };
}

function streamOf(script: readonly (Part | "wait")[], signal: AbortSignal | undefined): ReadableStream<Part> {
  const left = [...script];
  return new ReadableStream<Part>(
    {
      async pull(controller) {
        const part = left.shift();
        if (part === undefined) controller.close();
        else if (part !== "wait") controller.enqueue(part);
        else {
          await new Promise((cut) => signal?.addEventListener("abort", cut, { once: true }));
          controller.error(signal?.reason);
        }
      },
    },
    { highWaterMark: 0 },
  );
}

/** Makes it the only provider besides none, with these models; all of them cost what an unknown model costs. */
export function useProvider(
  kernel: Kernel,
  provider: ModelProvider,
  models: readonly string[],
  more: {
    readonly fallbacks?: Readonly<Record<string, readonly string[]>>;
    readonly configured?: Partial<ConfiguredProvider>;
    readonly others?: readonly ConfiguredProvider[];
  } = {},
): ModelHub {
  const configured = {
    id: "acme",
    name: "Acme",
    provider,
    missing: "",
    models,
    marginPercent: 0,
    ...more.configured,
  };
  const hub = new ModelHub(
    kernel,
    [configured, ...(more.others ?? [])],
    new Map(Object.entries(more.fallbacks ?? {})),
  );
  setHub(kernel, hub);
  return hub;
}

export const text = (delta: string): Part => ({ type: "text-delta", id: "0", delta });
export const failed = (error: unknown): Part => ({ type: "error", error });

export function finish(
  usage: { readonly input?: number; readonly cached?: number; readonly output?: number } = {},
): Part {
  return { type: "finish", finishReason: { unified: "stop", raw: "stop" }, usage: usageOf(usage) };
}

function usageOf({
  input,
  cached,
  output,
}: {
  input?: number;
  cached?: number;
  output?: number;
}): LanguageModelV4Usage {
  return {
    inputTokens: { total: input, noCache: undefined, cacheRead: cached, cacheWrite: undefined },
    outputTokens: { total: output, text: undefined, reasoning: undefined },
  };
}

type Ways = Required<Pick<ModelProvider, "embed" | "rerank" | "transcribe">>;
type InputOf<Way extends keyof Ways> = Parameters<Ways[Way]>[0];
type ResultOf<Way extends keyof Ways> = Awaited<ReturnType<Ways[Way]>>;

/** Decides what one way of asking the only provider is answered. */
export type Answer<Way extends keyof Ways> = (
  input: InputOf<Way>,
  before: number,
) => ResultOf<Way> | Promise<ResultOf<Way>>;

/** @returns the requests that reach it, as they come */
export function useAnswers<Way extends keyof Ways>(
  kernel: Kernel,
  way: Way,
  models: readonly string[],
  answer: Answer<Way>,
): InputOf<Way>[] {
  const asked: InputOf<Way>[] = [];
  const provider = {
    ...scriptedProvider(() => []),
    [way]: async (input: InputOf<Way>) => {
      asked.push(input);
      return answer(input, asked.length - 1);
    },
  };
  useProvider(kernel, provider, models);
  return asked;
}
