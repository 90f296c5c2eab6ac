import type { Readable } from "node:stream";
import { AppError } from "../errors.ts";

const BROKEN_OFF = "The upload broke off. Send it again.";

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
  const left = () => stop(BROKEN_OFF);
  signal.addEventListener("abort", left, { once: true });
  const wait = () => setTimeout(() => stop("The upload stopped. Send it again."), silenceMs).unref();
  let timer = wait();
  try {
    for await (const chunk of stream) {
      clearTimeout(timer);
      yield chunk;
      timer = wait();
    }
  } catch (error) {
    // What the parser of the form says of a broken body is the client's fault, and not for its eyes.
    if (error instanceof AppError) throw error;
    throw new AppError("malformed_request", BROKEN_OFF, { cause: error });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", left);
  }
}
