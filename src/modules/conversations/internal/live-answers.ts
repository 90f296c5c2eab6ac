import type { Kernel } from "../../../kernel/kernel.ts";

type Listener = () => void;

/** An answer being written in this process: its text so far, who follows it, and how to stop it. */
export class LiveAnswer {
  readonly id: string;
  readonly workspaceId: string;
  readonly holdId: string;
  /** Other tabs, devices and processes follow it: each checkpoint is announced. */
  readonly announced: boolean;
  readonly #stop = new AbortController();
  readonly #parts: string[] = [];
  #joined = "";
  #length = 0;
  #savedLength = 0;
  #ended = false;
  readonly #listeners = new Set<Listener>();

  constructor(id: string, workspaceId: string, holdId: string, announced: boolean) {
    this.id = id;
    this.workspaceId = workspaceId;
    this.holdId = holdId;
    this.announced = announced;
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** UTF-16 units said so far. */
  get length(): number {
    return this.#length;
  }

  get ended(): boolean {
    return this.#ended;
  }

  get text(): string {
    if (this.#parts.length > 0) {
      this.#joined += this.#parts.join("");
      this.#parts.length = 0;
    }
    return this.#joined;
  }

  append(text: string): void {
    this.#parts.push(text);
    this.#length += text.length;
    this.#wake();
  }

  get hasUnsaved(): boolean {
    return this.#length > this.#savedLength;
  }

  /** @param length of the text that was saved */
  noteSaved(length: number): void {
    this.#savedLength = Math.max(this.#savedLength, length);
  }

  stop(reason: StopReason): void {
    this.#stop.abort(reason);
  }

  /** The message is saved with its last state; followers read it there. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** Resolves when there is more than `known` units, or the end, or the signal fires. */
  async changed(known: number, signal: AbortSignal): Promise<void> {
    if (this.#length > known || this.#ended || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        this.#listeners.delete(done);
        signal.removeEventListener("abort", done);
        resolve();
      };
      this.#listeners.add(done);
      signal.addEventListener("abort", done, { once: true });
    });
  }

  #wake(): void {
    if (this.#listeners.size === 0) return;
    for (const listener of [...this.#listeners]) listener();
  }
}

/** Why an answer ends before the model ended it. */
export class StopReason extends Error {
  readonly status: "stopped" | "interrupted";

  constructor(status: "stopped" | "interrupted") {
    super(`The answer was ${status}.`);
    this.name = "StopReason";
    this.status = status;
  }
}

const registry = new WeakMap<Kernel, Map<string, LiveAnswer>>();

/** Answers that this process is writing, by message id. */
export function liveAnswers(kernel: Kernel): Map<string, LiveAnswer> {
  let answers = registry.get(kernel);
  if (answers === undefined) {
    answers = new Map();
    registry.set(kernel, answers);
  }
  return answers;
}
