import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamResult,
} from "@ai-sdk/provider";
import type { UpstreamTimeouts } from "../openai-compatible/upstream.ts";
import { DEFAULT_TIMEOUTS } from "../openai-compatible/upstream.ts";
import type { ModelProvider } from "../provider.ts";
import { ModelProviderError } from "../provider-error.ts";
import type { BoundedFetch } from "./bounded-fetch.ts";
import { boundedFetch } from "./bounded-fetch.ts";
import { faultOf, guardStream } from "./guard-stream.ts";
import { sdkFailure } from "./sdk-failure.ts";

export type SdkProviderOptions = {
  apiKey: string;
  /** The vendor's own address when absent. */
  baseUrl?: string | undefined;
  headers?: Record<string, string> | undefined;
  providerName?: string | undefined;
  timeouts?: Partial<UpstreamTimeouts> | undefined;
  /** Connections at the same time. */
  connections?: number | undefined;
};

export type SdkSettings = {
  apiKey: string;
  baseURL: string;
  headers: Record<string, string>;
  fetch: BoundedFetch["fetch"];
};

/** The calls of one AI SDK provider, with its errors, endings and timeouts made those of `ModelProvider`. */
export type SdkCalls = {
  modelFrom(make: (settings: SdkSettings) => LanguageModelV4): LanguageModelV4;
  /** Runs a call that is not a stream. */
  run<T>(
    signal: AbortSignal | undefined,
    call: (settings: SdkSettings, signal: AbortSignal) => PromiseLike<T>,
  ): Promise<T>;
  close: ModelProvider["close"];
};

const DEFAULT_CONNECTIONS = 256;

export function sdkCalls(provider: string, defaultBaseUrl: string, options: SdkProviderOptions): SdkCalls {
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  const connections = options.connections ?? DEFAULT_CONNECTIONS;
  const secrets = [options.apiKey, ...Object.values(options.headers ?? {})];
  const forStreams = boundedFetch({ provider, connections, timeouts, isPatient: false });
  const forWholes = boundedFetch({ provider, connections, timeouts, isPatient: true });
  const settings = ({ fetch }: BoundedFetch): SdkSettings => ({
    apiKey: options.apiKey.trim(),
    baseURL: (options.baseUrl ?? defaultBaseUrl).replace(/\/+$/, ""),
    headers: options.headers ?? {},
    fetch,
  });

  async function run<T>(
    signal: AbortSignal | undefined,
    call: (signal: AbortSignal) => PromiseLike<T>,
  ): Promise<T> {
    signal?.throwIfAborted();
    const deadline = AbortSignal.timeout(timeouts.totalMs);
    const either = signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
    try {
      return await call(either);
    } catch (error) {
      throw signal?.aborted ? signal.reason : failureFor(deadline, false)(error);
    }
  }

  function failureFor(deadline: AbortSignal | undefined, hasBegun: boolean) {
    return (error: unknown): ModelProviderError => {
      if (!deadline?.aborted) return sdkFailure(error, { provider, secrets, hasBegun });
      return new ModelProviderError("stalled", {
        provider,
        detail: "The answer took longer than is allowed",
      });
    };
  }

  async function stream(
    model: LanguageModelV4,
    call: LanguageModelV4CallOptions,
  ): Promise<LanguageModelV4StreamResult> {
    const { abortSignal } = call;
    let deadline: AbortSignal | undefined;
    const opened = await run(abortSignal, (signal) => {
      deadline = signal;
      return model.doStream({ ...call, abortSignal: signal });
    });
    const failure = failureFor(deadline, true);
    const guarded = guardStream(opened.stream, { provider, signal: abortSignal, failure });
    return { stream: guarded, ...(opened.response !== undefined && { response: opened.response }) };
  }

  async function whole(
    model: LanguageModelV4,
    call: LanguageModelV4CallOptions,
  ): Promise<LanguageModelV4GenerateResult> {
    const result = await run(call.abortSignal, (signal) =>
      model.doGenerate({ ...call, abortSignal: signal }),
    );
    const hasText = result.content.some((part) => part.type === "text" && part.text !== "");
    const hasCall = result.content.some((part) => part.type === "tool-call");
    const fault = faultOf(result.finishReason, hasText, hasCall);
    if (fault !== undefined) throw new ModelProviderError(fault, { provider, usage: result.usage });
    const { request: _, ...withoutRequest } = result;
    return withoutRequest;
  }

  return {
    modelFrom(make) {
      const streaming = make(settings(forStreams));
      const patient = make(settings(forWholes));
      return {
        specificationVersion: "v4",
        provider,
        modelId: streaming.modelId,
        supportedUrls: streaming.supportedUrls,
        doStream: (call) => stream(streaming, call),
        doGenerate: (call) => whole(patient, call),
      };
    },
    run: (signal, call) => run(signal, (either) => call(settings(forWholes), either)),
    close: async () => {
      await Promise.all([forStreams.close(), forWholes.close()]);
    },
  };
}
