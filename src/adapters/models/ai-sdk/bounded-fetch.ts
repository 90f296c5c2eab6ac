import { Agent, Response as UndiciResponse, fetch as undiciFetch } from "undici";
import { MAX_EVENT_BYTES } from "../openai-compatible/sse-parser.ts";
import type { UpstreamTimeouts } from "../openai-compatible/upstream.ts";
import { ModelProviderError } from "../provider-error.ts";

const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
const NEWLINE = 10;

type FetchOptions = {
  provider: string;
  connections: number;
  timeouts: UpstreamTimeouts;
  /** The answer comes whole, so its first byte may take as long as the call may. */
  isPatient: boolean;
};

export type BoundedFetch = { fetch: typeof globalThis.fetch; close(): Promise<void> };

/** A `fetch` with its own connections, with timeouts, and with limits on a line and on the whole answer. */
export function boundedFetch(options: FetchOptions): BoundedFetch {
  const { timeouts, isPatient } = options;
  const agent = new Agent({
    connections: options.connections,
    allowH2: false,
    connect: { timeout: timeouts.connectMs },
    headersTimeout: isPatient ? timeouts.totalMs : timeouts.firstByteMs,
    bodyTimeout: isPatient ? timeouts.totalMs : timeouts.idleMs,
  });
  const bounded: typeof undiciFetch = async (input, init) => {
    const response = await undiciFetch(input, { ...init, dispatcher: agent });
    if (response.body === null) return response;
    const { status, statusText, headers } = response;
    return new UndiciResponse(response.body.pipeThrough(limiter(options.provider)), {
      status,
      statusText,
      headers,
    });
  };
  // Node's own fetch is this same implementation; only the two packages' type declarations differ.
  return { fetch: bounded as unknown as typeof globalThis.fetch, close: () => agent.destroy() };
}

function limiter(provider: string): TransformStream<Uint8Array, Uint8Array> {
  let total = 0;
  let line = 0;
  return new TransformStream({
    transform(chunk, controller) {
      total += chunk.length;
      const newline = chunk.lastIndexOf(NEWLINE);
      line = newline < 0 ? line + chunk.length : chunk.length - newline - 1;
      if (line > MAX_EVENT_BYTES || total > MAX_ANSWER_BYTES) {
        throw new ModelProviderError("malformed", { provider, detail: "The answer is too large" });
      }
      controller.enqueue(chunk);
    },
  });
}
