import { Worker } from "node:worker_threads";
import { ReadFailure } from "../../../modules/knowledge/ports.ts";
import type { PageBytes, PageText } from "./read-page.ts";
import type { BEGUN, WorkerAnswer } from "./worker.ts";

/** In which a new worker begins, also on a machine that is busy, ms. */
const START_MS = 60_000;
/** A page of 10 MB as a tree needs about 300 MB. */
const MEMORY_MB = 512;
/** An idle worker gives its memory back after this, ms. */
const IDLE_MS = 30_000;

/**
 * Turns pages into text in a worker of its own, one after the other: a page that is built to be slow or large costs
 * the others nothing but the wait. The worker is ended with a page that takes too long or too much, and made anew.
 */
export class PageParser {
  readonly #parseMs: number;
  #worker: Worker | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(parseMs: number) {
    this.#parseMs = parseMs;
  }

  /** @throws ReadFailure; the signal's reason after an abort */
  parse(page: PageBytes, signal: AbortSignal): Promise<PageText> {
    const turn = this.#last.then(() => this.#parseNow(page, signal));
    this.#last = turn.catch(() => {});
    return turn;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#end();
  }

  async #parseNow(page: PageBytes, signal: AbortSignal): Promise<PageText> {
    signal.throwIfAborted();
    if (this.#closed)
      throw new ReadFailure("internal", "Parley is being stopped. The page is read again later.");
    clearTimeout(this.#idle);
    const worker = this.#worker ?? this.#begin();
    try {
      const answer = await this.#ask(worker, page, signal);
      if ("page" in answer) return answer.page;
      throw new ReadFailure(
        "damaged",
        "The page is built in a way that cannot be read.",
        new Error(answer.fault),
      );
    } catch (error) {
      // Of a worker in the middle of a page nothing is known.
      if (!(error instanceof ReadFailure) || error.code !== "damaged") await this.#end();
      throw error;
    } finally {
      this.#idle = setTimeout(() => void this.#end(), IDLE_MS).unref();
    }
  }

  #begin(): Worker {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: 64 },
      // Nothing of the process' environment, such as keys, is in reach of what reads foreign pages.
      env: {},
      stdout: true,
      stderr: true,
    });
    worker.unref();
    // A worker that fails between two pages is replaced by the next; unheard, the event would end the process.
    worker.on("error", () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    this.#worker = worker;
    return worker;
  }

  #ask(worker: Worker, page: PageBytes, signal: AbortSignal): Promise<WorkerAnswer> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener("abort", leave);
        worker.off("message", take).off("error", fail).off("exit", gone);
        act();
      };
      const take = (answer: WorkerAnswer | typeof BEGUN) => {
        if (typeof answer !== "string") return settle(() => resolve(answer));
        clearTimeout(timer);
        timer = setTimeout(late, this.#parseMs);
      };
      const late = () => settle(() => reject(tooSlow()));
      const fail = (error: Error) => settle(() => reject(tooMuch(error)));
      const gone = () => settle(() => reject(tooMuch(undefined)));
      const leave = () => settle(() => reject(signal.reason));
      let timer = setTimeout(late, START_MS);
      signal.addEventListener("abort", leave, { once: true });
      worker.on("message", take).on("error", fail).on("exit", gone);
      worker.postMessage(page);
    });
  }

  async #end(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }
}

function tooSlow(): ReadFailure {
  return new ReadFailure(
    "took_too_long",
    "The page is built so that reading it takes too long. Upload its text as a file.",
  );
}

function tooMuch(cause: Error | undefined): ReadFailure {
  return new ReadFailure(
    "too_large",
    "The page is built so that reading it takes too much memory. Upload its text as a file.",
    cause,
  );
}
