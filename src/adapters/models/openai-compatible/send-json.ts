import { ModelProviderError } from "../provider-error.ts";
import type { Upstream } from "./upstream.ts";
import type { ResponseHeaders } from "./upstream-call.ts";
import { UpstreamCall } from "./upstream-call.ts";

type JsonRequest = {
  upstream: Upstream;
  endpoint: string;
  body: string;
  signal: AbortSignal | undefined;
  headers?: Record<string, string | undefined> | undefined;
};

const MAX_BYTES = 32 * 1024 * 1024;

/**
 * Posts JSON and collects the answer's text. `firstByteMs` does not apply, since a provider that does
 * not stream answers only when it has finished; `totalMs` does.
 * @throws ModelProviderError, or the signal's reason.
 */
export function sendJson(request: JsonRequest): Promise<{ text: string; headers: ResponseHeaders }> {
  const { upstream, signal } = request;
  if (signal?.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let answered: ResponseHeaders = {};
    const patient = { ...upstream.timeouts, firstByteMs: upstream.timeouts.totalMs };
    const call = new UpstreamCall({ ...upstream, timeouts: patient }, signal, {
      start: (headers) => {
        answered = headers;
      },
      data: (chunk) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes <= MAX_BYTES) return;
        call.cancel();
        reject(
          new ModelProviderError("malformed", {
            provider: upstream.provider,
            detail: "The answer is larger than 32 MB",
          }),
        );
      },
      end: () => resolve({ text: Buffer.concat(chunks).toString("utf8"), headers: answered }),
      fail: reject,
    });
    call.send(request.endpoint, request.body, request.headers);
  });
}
