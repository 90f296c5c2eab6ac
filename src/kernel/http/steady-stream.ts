import type { Readable } from "node:stream";
import { AppError } from "../errors.ts";

/**
 * The chunks of a request's stream; one that is silent for too long, or whose client has left, fails.
 * @param silenceMs the time that our own side takes between two chunks does not count
 */
export async function* steadyStream(
  stream: Readable,
  silenceMs: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const stop = (reason: string) => stream.destroy(new AppError("malformed_request", reason));
  const left = () => stop("The upload broke off. Send it again.");
  signal.addEventListener("abort", left, { once: true });
  const wait = () => setTimeout(() => stop("The upload stopped. Send it again."), silenceMs).unref();
  let timer = wait();
  try {
    for await (const chunk of stream) {
      clearTimeout(timer);
      yield chunk;
      timer = wait();
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", left);
  }
}
