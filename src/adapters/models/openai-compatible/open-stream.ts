import type { LanguageModelV4StreamPart, SharedV4Warning } from "@ai-sdk/provider";
import { ModelProviderError } from "../provider-error.ts";
import { ChunkTranslator } from "./chunk-translator.ts";
import { EventTooLarge, SseParser } from "./sse-parser.ts";
import type { Upstream } from "./upstream.ts";
import type { CallSink, ResponseHeaders } from "./upstream-call.ts";
import { UpstreamCall } from "./upstream-call.ts";

type StreamRequest = {
  upstream: Upstream;
  body: string;
  warnings: SharedV4Warning[];
  includeRawChunks: boolean;
  signal: AbortSignal | undefined;
  headers: Record<string, string | undefined> | undefined;
};

type OpenedStream = { stream: ReadableStream<LanguageModelV4StreamPart>; headers: ResponseHeaders };

const PARTS_AHEAD = 256;
/** How long usage may follow the finish reason, and how long the connection may outlive `[DONE]`. */
const FAREWELL_MS = 5_000;
const MAX_JSON_BYTES = 4 * 1024 * 1024;

/** Sends a streaming chat completion; resolves once the provider has accepted it. */
export function openStream(request: StreamRequest): Promise<OpenedStream> {
  const { signal } = request;
  if (signal?.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const sink = new StreamSink(request, resolve, reject);
    sink.call.send("/chat/completions", request.body, request.headers);
  });
}

class StreamSink implements CallSink {
  readonly call: UpstreamCall;
  readonly #request: StreamRequest;
  readonly #resolve: (opened: OpenedStream) => void;
  readonly #reject: (error: unknown) => void;
  readonly #parser: SseParser;
  readonly #translator: ChunkTranslator;
  #out: ReadableStreamDefaultController<LanguageModelV4StreamPart> | undefined;
  #isFinishing = false;
  /** Set when the provider answers a streaming request with one plain JSON document. */
  #document: Buffer[] | undefined;
  #documentBytes = 0;

  constructor(
    request: StreamRequest,
    resolve: (opened: OpenedStream) => void,
    reject: (error: unknown) => void,
  ) {
    this.#request = request;
    this.#resolve = resolve;
    this.#reject = reject;
    this.call = new UpstreamCall(request.upstream, request.signal, this);
    const { provider, secrets } = request.upstream;
    this.#translator = new ChunkTranslator(
      { provider, secrets, includeRawChunks: request.includeRawChunks },
      (part) => this.#out?.enqueue(part),
    );
    this.#parser = new SseParser((data) => this.#translator.event(data));
  }

  start(headers: ResponseHeaders): void {
    const type = String(headers["content-type"] ?? "");
    if (type.includes("json")) this.#document = [];
    else if (type.includes("html")) {
      this.call.cancel();
      this.#reject(this.#malformed("The base URL answers with a web page"));
      return;
    }
    const stream = new ReadableStream<LanguageModelV4StreamPart>(
      {
        start: (controller) => {
          this.#out = controller;
          controller.enqueue({ type: "stream-start", warnings: this.#request.warnings });
        },
        pull: () => this.call.resume(),
        cancel: () => this.call.cancel(),
      },
      { highWaterMark: PARTS_AHEAD },
    );
    this.#resolve({ stream, headers });
  }

  data(chunk: Buffer): void {
    if (this.#translator.ended) return;
    if (this.#document !== undefined) {
      this.#keep(this.#document, chunk);
      return;
    }
    try {
      this.#parser.push(chunk);
    } catch (error) {
      if (!(error instanceof EventTooLarge)) throw error;
      this.#translator.fail(this.#malformed("An event is larger than 4 MB"));
    }
    if (this.#translator.ended) this.#leave();
    else this.#afterEvents();
  }

  end(): void {
    if (this.#translator.ended) return;
    if (this.#document !== undefined) this.#translator.event(Buffer.concat(this.#document).toString("utf8"));
    else this.#parser.end();
    this.#translator.close();
    this.#out?.close();
  }

  fail(error: unknown): void {
    if (this.#out === undefined) {
      this.#reject(error);
      return;
    }
    if (this.#translator.ended) return;
    if (error instanceof ModelProviderError) {
      if (this.#isFinishing) this.#translator.close();
      else this.#translator.fail(error);
      this.#out.close();
    } else {
      this.#out.error(error);
    }
  }

  #keep(document: Buffer[], chunk: Buffer): void {
    this.#documentBytes += chunk.length;
    document.push(chunk);
    if (this.#documentBytes <= MAX_JSON_BYTES) return;
    this.#translator.fail(this.#malformed("The answer is larger than 4 MB"));
    this.#leave();
  }

  #afterEvents(): void {
    if (this.#translator.finishing && !this.#isFinishing) {
      this.#isFinishing = true;
      this.call.allowIdle(FAREWELL_MS);
    }
    const room = this.#out?.desiredSize ?? 0;
    if (room <= 0) this.call.pause();
  }

  /** The last part is out. After `[DONE]` the connection is left to end by itself. */
  #leave(): void {
    this.#out?.close();
    if (this.#translator.failed) this.call.cancel();
    else this.call.release(FAREWELL_MS);
  }

  #malformed(detail: string): ModelProviderError {
    return new ModelProviderError("malformed", { provider: this.#request.upstream.provider, detail });
  }
}
