import type { DocumentReader, ReadDocument } from "../../modules/knowledge/ports.ts";
import { READING_LIMITS, type ReadingLimits } from "./reading-limits.ts";
import { ReadingProcess } from "./reading-process.ts";

export interface DocumentReaderOptions {
  /** Of the JavaScript heap of the reading process. */
  readonly memoryMegabytes?: number;
  /** For one document, ms. */
  readonly deadlineMs?: number;
  /** The process is replaced after so many documents. */
  readonly documentsPerProcess?: number;
  readonly limits?: Partial<ReadingLimits>;
}

const MEMORY_MEGABYTES = 384;
const DEADLINE_MS = 300_000;
const DOCUMENTS_PER_PROCESS = 20;
/** Resident bytes; a heap that has grown does not shrink by itself. */
const TOO_HEAVY_BYTES = 250 * 1_048_576;

/**
 * Reads documents one at a time in a process of its own, which is replaced after a failure, an abort, a passed
 * deadline and some documents. Further calls wait for their turn. See README.md for what each format gives.
 */
export function createDocumentReader(options: DocumentReaderOptions = {}): DocumentReader {
  const memoryMegabytes = options.memoryMegabytes ?? MEMORY_MEGABYTES;
  const deadlineMs = options.deadlineMs ?? DEADLINE_MS;
  const documentsPerProcess = options.documentsPerProcess ?? DOCUMENTS_PER_PROCESS;
  const limits = { ...READING_LIMITS, ...options.limits };
  const closing = new AbortController();
  let process: ReadingProcess | undefined;
  let lane: Promise<unknown> = Promise.resolve();

  async function readNow(
    path: string,
    name: string,
    signal: AbortSignal,
    progress: (done: number, total: number) => void,
  ): Promise<ReadDocument> {
    signal.throwIfAborted();
    if (process?.isSpent) process = undefined;
    process ??= new ReadingProcess(memoryMegabytes);
    const reading = process;
    try {
      const document = await reading.read({ path, name, limits, deadlineMs, signal, progress });
      if (reading.documents >= documentsPerProcess || reading.memory > TOO_HEAVY_BYTES) await retire();
      return document;
    } catch (error) {
      await retire();
      throw error;
    }
  }

  async function retire(): Promise<void> {
    const old = process;
    process = undefined;
    await old?.stop();
  }

  return {
    read(path, name, callerSignal, progress) {
      const signal = AbortSignal.any([callerSignal, closing.signal]);
      const turn = lane.then(() => readNow(path, name, signal, progress));
      lane = turn.catch(() => undefined);
      return untilAborted(turn, signal);
    },
    async close() {
      closing.abort(new DOMException("The reader of documents is closed.", "AbortError"));
      await lane;
      await retire();
    },
  };
}

/** Gives up at once, also while it waits for its turn. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const give = (): void => reject(signal.reason);
    if (signal.aborted) give();
    signal.addEventListener("abort", give, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", give));
  });
}
