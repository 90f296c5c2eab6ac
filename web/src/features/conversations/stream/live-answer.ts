import type { Message } from "../types.ts";
import { AnswerText, displayable } from "./answer-text.ts";
import { type FollowOptions, type FollowPhase, followAnswer } from "./follow-answer.ts";

/** What an answer being written looks like now. Replaced, never changed. */
export interface LiveState {
  readonly text: string;
  /** `stopping`: the person stopped it; the server has not confirmed yet. */
  readonly phase: FollowPhase | "stopping";
}

export type LiveSource = Pick<
  FollowOptions<Message>,
  "open" | "parse" | "isFinal" | "wait" | "online" | "isOnline"
> & {
  /** The answer is complete: the finished message. */
  readonly onDone: (message: Message) => void;
  /** The stream is of no use: fetches the message again and says whether it is still being written. */
  readonly refetch: () => Promise<boolean>;
};

const FRAME_MS = 32;
/** Characters of the last paragraph that one millisecond between updates is given for. */
const CHARACTERS_PER_MS = 200;
const LOST_WAIT_MS = 5_000;

/** One answer followed for as long as somebody looks at it. Updates are at least a frame apart. */
export class LiveAnswer {
  readonly #answer: AnswerText;
  readonly #listeners = new Set<() => void>();
  #state: LiveState;
  #run: AbortController | undefined;
  #source: LiveSource | undefined;
  #flush: ReturnType<typeof setTimeout> | undefined;

  constructor(text: string) {
    this.#answer = new AnswerText(text);
    this.#state = { text: displayable(text), phase: "writing" };
  }

  readonly state = (): LiveState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Follows until the answer is done or `halt` is called. Does nothing when it is followed already. */
  follow(source: LiveSource): void {
    if (this.#run) return;
    const run = new AbortController();
    this.#run = run;
    this.#source = source;
    this.#change({ phase: "writing" });
    void this.#follow(source, run).finally(() => {
      if (this.#run === run) this.#run = undefined;
    });
  }

  /** Lets the connection go; the text stays. */
  halt(): void {
    this.#run?.abort();
    this.#run = undefined;
    clearTimeout(this.#flush);
    this.#flush = undefined;
  }

  /** Stopped by the person: the text freezes at once. */
  stop(): void {
    this.halt();
    this.#change({ text: displayable(this.#answer.text), phase: "stopping" });
  }

  /** The stop did not reach the server: the answer goes on. */
  resume(): void {
    this.#change({ phase: "reconnecting" });
    if (this.#source) this.follow(this.#source);
  }

  catchUp(text: string): void {
    if (this.#state.phase !== "stopping" && this.#answer.catchUp(text) !== "known") this.#schedule();
  }

  async #follow(source: LiveSource, run: AbortController): Promise<void> {
    while (!run.signal.aborted) {
      const end = await followAnswer<Message>({
        ...source,
        answer: this.#answer,
        signal: run.signal,
        onText: () => this.#schedule(),
        onPhase: (phase) => {
          if (!run.signal.aborted) this.#change({ phase });
        },
      });
      if (end.kind === "done") return source.onDone(end.message);
      if (end.kind === "aborted") return;
      const goesOn = await source.refetch().catch(() => true);
      if (!goesOn) return;
      this.#change({ phase: "reconnecting" });
      await source.wait(LOST_WAIT_MS, run.signal);
    }
  }

  /** The longer the paragraph that is parsed anew each time, the rarer the updates. */
  #schedule(): void {
    if (this.#flush !== undefined) return;
    const text = this.#answer.text;
    const paragraph = text.length - Math.max(0, text.lastIndexOf("\n\n"));
    this.#flush = setTimeout(
      () => {
        this.#flush = undefined;
        this.#change({ text: displayable(this.#answer.text) });
      },
      Math.max(FRAME_MS, paragraph / CHARACTERS_PER_MS),
    );
  }

  #change(part: Partial<LiveState>): void {
    const next = { ...this.#state, ...part };
    if (next.text === this.#state.text && next.phase === this.#state.phase) return;
    this.#state = next;
    for (const listener of this.#listeners) listener();
  }
}
