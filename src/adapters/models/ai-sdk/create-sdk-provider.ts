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
import type { AbortLink } from "./abort-link.ts";
import { linkAbort } from "./abort-link.ts";
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
/** How long a connection may take to end after the last part. */
const FAREWELL_MS = 5_000;

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
    call: (link: AbortLink) => PromiseLike<T>,
  ): Promise<{ value: T; link: AbortLink }> {
    signal?.throwIfAborted();
    const link = linkAbort(signal, timeouts.totalMs);
    try {
      return { value: await call(link), link };
    } catch (error) {
      link.release(0);
      throw signal?.aborted ? signal.reason : failureFor(link, false)(error);
    }
  }

  function failureFor(link: AbortLink, hasBegun: boolean) {
    return (error: unknown): ModelProviderError => {
      if (!link.isLate()) return sdkFailure(error, { provider, secrets, hasBegun });
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
    const { value, link } = await run(abortSignal, ({ signal }) =>
      model.doStream({ ...call, abortSignal: signal }),
    );
    const guarded = guardStream(value.stream, {
      provider,
      signal: abortSignal,
      failure: failureFor(link, true),
      onEnd: () => link.release(FAREWELL_MS),
    });
    return { stream: guarded, ...(value.response !== undefined && { response: value.response }) };
  }

  async function whole(
    model: LanguageModelV4,
    call: LanguageModelV4CallOptions,
  ): Promise<LanguageModelV4GenerateResult> {
    const { value: result, link } = await run(call.abortSignal, ({ signal }) =>
      model.doGenerate({ ...call, abortSignal: signal }),
    );
    link.release(0);
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
    async run(signal, call) {
      const { value, link } = await run(signal, (linked) => call(settings(forWholes), linked.signal));
      link.release(0);
      return value;
    },
    close: async () => {
      await Promise.all([forStreams.close(), forWholes.close()]);
    },
  };
}
