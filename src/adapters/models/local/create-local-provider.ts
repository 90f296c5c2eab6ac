import { setTimeout as wait } from "node:timers/promises";
import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4Usage } from "@ai-sdk/provider";
import type { ModelProvider } from "../provider.ts";
import { ModelProviderError } from "../provider-error.ts";
import { countMessageTokens } from "../token-count.ts";
import { answerTo } from "./answer.ts";
import { type Kin, kinBy, NO_KIN } from "./kin.ts";
import type { Spoken } from "./word-stream.ts";
import { speak, wordStream } from "./word-stream.ts";

const PROVIDER_ID = "parley";

export type LocalProviderOptions = {
  /** Milliseconds between two words of a stream; 0 sends as fast as they are read. */
  paceMs?: number;
  /** For each meaning, words that say it: a text is read by them where it says otherwise what is asked. */
  meanings?: () => readonly (readonly string[])[];
};

const DEFAULT_PACE_MS = 6;

/**
 * `parley/local`: answers without a network, weights or chance, by quoting what the conversation holds.
 * It never calls tools, cannot fill a JSON schema (refused as "bad_request"), and says so when it has
 * nothing to answer from.
 */
export function createLocalProvider(options: LocalProviderOptions = {}): ModelProvider {
  const paceMs = options.paceMs ?? DEFAULT_PACE_MS;
  const kin = options.meanings === undefined ? NO_KIN : kinBy(options.meanings);
  return {
    id: PROVIDER_ID,
    languageModel: (modelId) => localModel(modelId, paceMs, kin),
    close: () => Promise.resolve(),
  };
}

function localModel(modelId: string, paceMs: number, kin: Kin): LanguageModelV4 {
  const pause = (signal: AbortSignal | undefined) =>
    wait(paceMs, undefined, signal === undefined ? {} : { signal });
  return {
    specificationVersion: "v4",
    provider: PROVIDER_ID,
    modelId,
    supportedUrls: {},
    async doGenerate(call) {
      const { spoken, usage } = reply(call, kin);
      const text = spoken.words.join("");
      return { content: [{ type: "text", text }], finishReason: spoken.finishReason, usage, warnings: [] };
    },
    async doStream(call) {
      const { spoken, usage } = reply(call, kin);
      const signal = call.abortSignal;
      return { stream: wordStream({ spoken, usage, signal, pause: paceMs > 0 ? pause : undefined }) };
    },
  };
}

/** @throws ModelProviderError for a JSON schema; the signal's reason after an abort. */
function reply(call: LanguageModelV4CallOptions, kin: Kin): { spoken: Spoken; usage: LanguageModelV4Usage } {
  call.abortSignal?.throwIfAborted();
  const format = call.responseFormat;
  if (format?.type === "json" && format.schema !== undefined) {
    throw new ModelProviderError("bad_request", {
      provider: PROVIDER_ID,
      detail: "The built-in model cannot fill a JSON schema",
    });
  }
  const text = answerTo(call.prompt, kin);
  const answer = format?.type === "json" ? JSON.stringify({ answer: text }) : text;
  const spoken = speak(answer, call.maxOutputTokens, call.stopSequences ?? []);
  return { spoken, usage: usageOf(countMessageTokens(call.prompt), spoken.outputTokens) };
}

function usageOf(input: number, output: number): LanguageModelV4Usage {
  return {
    inputTokens: { total: input, noCache: input, cacheRead: 0, cacheWrite: 0 },
    outputTokens: { total: output, text: output, reasoning: 0 },
  };
}
