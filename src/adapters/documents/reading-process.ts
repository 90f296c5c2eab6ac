import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Block, type ReadDocument, ReadFailure } from "../../modules/knowledge/ports.ts";
import { type FromReader, type ToReader, unpackBlocks } from "./process-messages.ts";
import type { ReadingLimits } from "./reading-limits.ts";

interface ReadRequest {
  readonly path: string;
  readonly name: string;
  readonly limits: ReadingLimits;
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number) => void;
  /** Reads a scan: is given page after page as PNG, the next one when it has finished. */
  readonly picture?: (page: number, png: Uint8Array) => Promise<void>;
}

const MAIN = fileURLToPath(new URL("./reading-process-main.ts", import.meta.url));
const TOO_MUCH_MEMORY = "This file needs too much memory to be read. Split it and add the parts.";
const TOO_SLOW = "Reading this file took too long. Split it and add the parts.";
const STOPPED = "Reading this file stopped. Try it again.";

/**
 * A process that reads documents. A thread would not do: a parser that runs out of memory within one native
 * call ends the whole process, whatever the thread's limits. After a rejected read it is spent.
 */
export class ReadingProcess {
  readonly #child: ChildProcess;
  #spent = false;
  /** Documents read so far. */
  documents = 0;
  /** Resident bytes after the last one. */
  memory = 0;

  constructor(memoryMegabytes: number) {
    this.#child = fork(MAIN, [], {
      // Nothing of ours for a parser that a document has taken over: no environment, no writing, no programs.
      env: {},
      execArgv: [
        `--max-old-space-size=${memoryMegabytes}`,
        "--max-semi-space-size=8",
        "--permission",
        "--allow-fs-read=*",
        "--allow-worker",
        "--disable-warning=SecurityWarning",
      ],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    this.#child.on("error", () => {
      this.#spent = true;
    });
    this.#child.unref();
    this.#child.channel?.unref();
  }

  get isSpent(): boolean {
    return this.#spent || this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  read(request: ReadRequest): Promise<ReadDocument> {
    const child = this.#child;
    const blocks: Block[] = [];
    const names = new Map<string, string>();
    return new Promise<ReadDocument>((resolve, reject) => {
      const settle = (finish: () => void): void => {
        clearTimeout(deadline);
        request.signal.removeEventListener("abort", aborted);
        child.off("message", received).off("error", failed).off("exit", exited);
        child.channel?.unref();
        finish();
      };
      const received = (message: unknown): void => {
        // The other end is our own reading-process-main.ts, which sends nothing else.
        const told = message as FromReader;
        switch (told.type) {
          case "blocks":
            for (const block of unpackBlocks(told.batch, names)) blocks.push(block);
            this.#tell({ type: "more" });
            return;
          case "picture":
            request.picture?.(told.page, told.png).then(
              () => this.#tell({ type: "more" }),
              (error: unknown) => settle(() => reject(error)),
            );
            return;
          case "progress":
            request.progress(told.done, told.total);
            return;
          case "done":
            this.documents += 1;
            this.memory = told.memory;
            settle(() => resolve({ kind: told.kind, title: told.title, pages: told.pages, blocks }));
            return;
          case "failed": {
            const cause = told.detail === null ? undefined : new Error(told.detail);
            const failure = new ReadFailure(told.code, told.sentence, cause, told.kind ?? undefined);
            settle(() => reject(failure));
          }
        }
      };
      const failed = (error: unknown): void =>
        settle(() => reject(new ReadFailure("internal", STOPPED, error)));
      const exited = (code: number | null, signal: NodeJS.Signals | null): void =>
        settle(() => reject(failureOfExit(code, signal)));
      const aborted = (): void => settle(() => reject(request.signal.reason));
      const deadline = setTimeout(
        () => settle(() => reject(new ReadFailure("took_too_long", TOO_SLOW))),
        request.deadlineMs,
      );
      child.on("message", received).on("error", failed).on("exit", exited);
      request.signal.addEventListener("abort", aborted, { once: true });
      child.channel?.ref();
      const mode = request.picture === undefined ? "blocks" : "pictures";
      this.#tell({ type: "read", mode, path: request.path, name: request.name, limits: request.limits });
    });
  }

  /** At once, whatever it does. */
  async stop(): Promise<void> {
    if (this.isSpent) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#child.once("exit", () => resolve());
    this.#child.ref();
    this.#child.kill("SIGKILL");
    await promise;
  }

  #tell(message: ToReader): void {
    // What cannot be sent, since the process has gone, is told by its exit.
    this.#child.send(message, () => undefined);
  }
}

/** V8 aborts when the heap is full; a system that runs out of memory kills. */
function failureOfExit(code: number | null, signal: NodeJS.Signals | null): ReadFailure {
  const isMemory = signal === "SIGABRT" || signal === "SIGKILL" || signal === "SIGTRAP" || code === 134;
  const cause = new Error(`The reading process ended: ${signal ?? code}`);
  return isMemory
    ? new ReadFailure("too_large", TOO_MUCH_MEMORY, cause)
    : new ReadFailure("internal", STOPPED, cause);
}
