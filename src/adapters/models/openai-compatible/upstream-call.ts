import type { Dispatcher } from "undici";
import { failureOf } from "../classify-failure.ts";
import type { ModelErrorKind } from "../provider-error.ts";
import { ModelProviderError, withoutSecrets } from "../provider-error.ts";
import type { Upstream } from "./upstream.ts";

export type ResponseHeaders = Record<string, string | string[] | undefined>;

/** Where the answer goes. After `end` or `fail` nothing follows. */
export type CallSink = {
  start(headers: ResponseHeaders): void;
  data(chunk: Buffer): void;
  end(): void;
  fail(error: unknown): void;
};

const MAX_ERROR_BYTES = 64 * 1024;
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

type Phase = "waiting" | "answer" | "refusal" | "settled";

/**
 * One HTTP call on the dispatcher's lowest level: bytes go straight to the sink, with no body stream
 * between (a third of the CPU per token). Owns the call's timer, its abort and its byte limit.
 */
export class UpstreamCall implements Dispatcher.DispatchHandler {
  readonly #upstream: Upstream;
  readonly #sink: CallSink;
  readonly #signal: AbortSignal | undefined;
  readonly #deadline: number;
  readonly #onAbort = (): void => this.#settle(this.#signal?.reason);
  #controller: Dispatcher.DispatchController | undefined;
  #phase: Phase = "waiting";
  #timer: NodeJS.Timeout;
  #paused = false;
  #hasByte = false;
  #bytes = 0;
  #status = 0;
  #headers: ResponseHeaders = {};
  #refusal: Buffer[] = [];

  constructor(upstream: Upstream, signal: AbortSignal | undefined, sink: CallSink) {
    this.#upstream = upstream;
    this.#sink = sink;
    this.#signal = signal;
    this.#deadline = Date.now() + upstream.timeouts.totalMs;
    this.#timer = setTimeout(() => this.#stalled(), upstream.timeouts.firstByteMs);
    signal?.addEventListener("abort", this.#onAbort, { once: true });
  }

  /** The signal must not have fired yet. */
  send(endpoint: string, body: string, headers: Record<string, string | undefined> | undefined): void {
    const { dispatcher, path, headers: headersWith } = this.#upstream;
    dispatcher.dispatch({ path: path(endpoint), method: "POST", headers: headersWith(headers), body }, this);
  }

  /** The reader is slower than the provider: stops reading, and the idle timer with it. */
  pause(): void {
    this.#paused = true;
    this.#controller?.pause();
  }

  resume(): void {
    if (!this.#paused || this.#phase === "settled") return;
    this.#paused = false;
    this.#timer.refresh();
    this.#controller?.resume();
  }

  /** From now on `ms` may pass without a byte. */
  allowIdle(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#stalled(), ms);
  }

  /**
   * The answer is complete. The caller's signal no longer reaches the connection, which has `ms` left to
   * end by itself and be used again: callers abort as a matter of course when they have what they need.
   */
  release(ms: number): void {
    this.#signal?.removeEventListener("abort", this.#onAbort);
    this.#paused = false;
    this.#controller?.resume();
    this.allowIdle(ms);
  }

  /** Ends the call without a word to the sink and closes its connection. */
  cancel(): void {
    if (this.#phase === "settled") return;
    this.#leave();
    this.#controller?.abort(new Error("The call was cancelled"));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#phase === "settled") controller.abort(new Error("The call was cancelled while it waited"));
    else this.#controller = controller;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: ResponseHeaders): void {
    if (this.#phase !== "waiting" || status < 200) return;
    this.#status = status;
    this.#headers = headers;
    this.#phase = status < 300 ? "answer" : "refusal";
    if (this.#phase === "answer") this.#sink.start(headers);
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#phase === "settled") return;
    if (this.#hasByte) {
      this.#timer.refresh();
    } else {
      this.#hasByte = true;
      this.allowIdle(this.#upstream.timeouts.idleMs);
    }
    this.#bytes += chunk.length;
    if (this.#phase === "refusal") {
      this.#refusal.push(chunk);
      if (this.#bytes > MAX_ERROR_BYTES) this.#refuse();
      return;
    }
    if (this.#bytes > MAX_ANSWER_BYTES) this.#fail("malformed", "The answer is larger than 64 MB");
    else if (Date.now() > this.#deadline) this.#fail("stalled", "The answer took longer than is allowed");
    else this.#sink.data(chunk);
  }

  onResponseEnd(): void {
    if (this.#phase === "refusal") {
      this.#refuse();
    } else if (this.#phase !== "settled") {
      this.#leave();
      this.#sink.end();
    }
  }

  onResponseError(_: Dispatcher.DispatchController | null, error: Error): void {
    if (this.#phase === "settled") return;
    const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
    if (this.#phase === "refusal") this.#refuse();
    else this.#fail(kindOfTransportError(code, this.#phase === "answer"), `${code}: ${error.message}`);
  }

  #stalled(): void {
    if (this.#paused && Date.now() < this.#deadline) {
      this.#timer.refresh();
      return;
    }
    this.#fail("stalled", this.#hasByte ? "No data for too long" : "No answer in time");
  }

  #refuse(): void {
    const body = Buffer.concat(this.#refusal).toString("utf8", 0, MAX_ERROR_BYTES);
    const { provider, secrets } = this.#upstream;
    this.#settle(failureOf({ provider, status: this.#status, headers: this.#headers, body, secrets }));
  }

  #fail(kind: ModelErrorKind, detail: string): void {
    const { provider, secrets } = this.#upstream;
    this.#settle(new ModelProviderError(kind, { provider, detail: withoutSecrets(detail, secrets) }));
  }

  #settle(error: unknown): void {
    if (this.#phase === "settled") return;
    this.#leave();
    this.#controller?.abort(error instanceof Error ? error : new Error("The caller left"));
    this.#sink.fail(error);
  }

  #leave(): void {
    this.#phase = "settled";
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener("abort", this.#onAbort);
  }
}

function kindOfTransportError(code: string, hasAnswer: boolean): ModelErrorKind {
  if (code.startsWith("HPE_") || code === "UND_ERR_HEADERS_OVERFLOW") return "malformed";
  if (code === "UND_ERR_INVALID_ARG") return "bad_request";
  return hasAnswer ? "dropped" : "unavailable";
}
