import { Worker } from "node:worker_threads";
import { type Block, type ReadDocument, ReadFailure } from "../../modules/knowledge/ports.ts";
import type { ReadingLimits } from "./reading.ts";
import { type FromWorker, type ToWorker, unpackBlocks } from "./worker-messages.ts";

interface ReadRequest {
  readonly path: string;
  readonly name: string;
  readonly limits: ReadingLimits;
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number) => void;
}

const TOO_MUCH_MEMORY = "This file needs too much memory to be read. Split it and add the parts.";
const TOO_SLOW = "Reading this file took too long. Split it and add the parts.";
const STOPPED = "Reading this file stopped. Try it again.";

/** One worker thread. After a rejected read it is spent: stop it and make another. */
export class ReadingThread {
  readonly #worker: Worker;
  /** Documents read so far. */
  documents = 0;

  constructor(memoryMegabytes: number) {
    this.#worker = new Worker(new URL("./worker.ts", import.meta.url), {
      resourceLimits: {
        maxOldGenerationSizeMb: memoryMegabytes,
        maxYoungGenerationSizeMb: 32,
        stackSizeMb: 4,
      },
      execArgv: [],
      env: {},
      // Parsers write warnings about files; they are nobody's business.
      stdout: true,
      stderr: true,
    });
    this.#worker.stdout.resume();
    this.#worker.stderr.resume();
    this.#worker.unref();
  }

  read(request: ReadRequest): Promise<ReadDocument> {
    const worker = this.#worker;
    const blocks: Block[] = [];
    const names = new Map<string, string>();
    return new Promise<ReadDocument>((resolve, reject) => {
      const settle = (finish: () => void): void => {
        clearTimeout(deadline);
        request.signal.removeEventListener("abort", aborted);
        worker.off("message", received).off("error", failed).off("exit", exited);
        worker.unref();
        finish();
      };
      const received = (message: FromWorker): void => {
        switch (message.type) {
          case "blocks":
            for (const block of unpackBlocks(message.batch, names)) blocks.push(block);
            this.#tell({ type: "more" });
            return;
          case "progress":
            request.progress(message.done, message.total);
            return;
          case "done":
            this.documents += 1;
            settle(() => resolve({ kind: message.kind, title: message.title, pages: message.pages, blocks }));
            return;
          case "failed": {
            const cause = message.detail === null ? undefined : new Error(message.detail);
            const failure = new ReadFailure(message.code, message.sentence, cause, message.kind ?? undefined);
            settle(() => reject(failure));
          }
        }
      };
      const failed = (error: unknown): void => {
        const isMemory =
          error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
        const failure = isMemory
          ? new ReadFailure("too_large", TOO_MUCH_MEMORY, error)
          : new ReadFailure("internal", STOPPED, error);
        settle(() => reject(failure));
      };
      const exited = (): void => settle(() => reject(new ReadFailure("internal", STOPPED)));
      const aborted = (): void => settle(() => reject(request.signal.reason));
      const deadline = setTimeout(
        () => settle(() => reject(new ReadFailure("took_too_long", TOO_SLOW))),
        request.deadlineMs,
      );
      worker.on("message", received).on("error", failed).on("exit", exited);
      request.signal.addEventListener("abort", aborted, { once: true });
      worker.ref();
      this.#tell({ type: "read", path: request.path, name: request.name, limits: request.limits });
    });
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #tell(message: ToWorker): void {
    this.#worker.postMessage(message);
  }
}
