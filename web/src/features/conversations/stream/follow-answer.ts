import type { AnswerText } from "./answer-text.ts";
import { readServerEvents } from "./sse-reader.ts";

/** Milliseconds without a byte after which a connection is taken for dead; the server beats every 15 s. */
export const SILENCE_MAXIMUM_MS = 40_000;
const BACK_OFF_FIRST_MS = 500;
const BACK_OFF_MAXIMUM_MS = 15_000;
/** Connections in a row that brought nothing; after that the message itself is fetched again. */
const EMPTY_ATTEMPTS_MAXIMUM = 4;

/** `writing`: connected. `reconnecting`: trying again. `offline`: waits until the browser has a network. */
export type FollowPhase = "writing" | "reconnecting" | "offline";

export interface FollowOptions<Message> {
  readonly answer: AnswerText;
  /** Opens the stream behind this many UTF-16 units. */
  readonly open: (after: number, signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>;
  /** Reads one event; `undefined` for kinds that are not known here. */
  readonly parse: (data: string) => StreamPiece<Message> | undefined;
  readonly onText: () => void;
  readonly onPhase: (phase: FollowPhase) => void;
  /** Whether asking again cannot help: the answer is gone or may not be read. */
  readonly isFinal: (problem: unknown) => boolean;
  /** Resolves when the time has passed or the signal fires. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Resolves when there is a network (at once when there is one) or the signal fires. */
  readonly online: (signal: AbortSignal) => Promise<void>;
  readonly isOnline: () => boolean;
  readonly signal: AbortSignal;
}

export type StreamPiece<Message> =
  | { readonly type: "text"; readonly offset: number; readonly text: string }
  | { readonly type: "done"; readonly message: Message };

/** How following ended: with the finished message, or because the message has to be fetched again, or by the caller. */
export type FollowEnd<Message> =
  | { readonly kind: "done"; readonly message: Message }
  | { readonly kind: "lost" }
  | { readonly kind: "aborted" };

/**
 * Follows an answer until it is done, over as many connections as it takes. Each one resumes where the text ends,
 * waits back off from 0.5 to 15 s, and nothing is tried while the browser is offline.
 */
export async function followAnswer<Message>(options: FollowOptions<Message>): Promise<FollowEnd<Message>> {
  const { answer, signal } = options;
  let empty = 0;
  while (!signal.aborted) {
    const before = answer.length;
    const end = await followOnce(options);
    if (signal.aborted) break;
    if (end) return end;
    empty = answer.length > before ? 0 : empty + 1;
    if (!options.isOnline()) {
      options.onPhase("offline");
      await options.online(signal);
      empty = 0;
    } else {
      if (empty >= EMPTY_ATTEMPTS_MAXIMUM) return { kind: "lost" };
      options.onPhase("reconnecting");
      await options.wait(backOff(empty), signal);
    }
  }
  return { kind: "aborted" };
}

/** Milliseconds before the next try: doubles with each connection that brought nothing. */
export function backOff(emptyAttempts: number): number {
  return Math.min(BACK_OFF_MAXIMUM_MS, BACK_OFF_FIRST_MS * 2 ** Math.max(0, emptyAttempts - 1));
}

async function followOnce<Message>(options: FollowOptions<Message>): Promise<FollowEnd<Message> | undefined> {
  const { answer } = options;
  const connection = new AbortController();
  const abort = () => connection.abort();
  options.signal.addEventListener("abort", abort, { once: true });
  let watchdog = setTimeout(abort, SILENCE_MAXIMUM_MS);
  const heard = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(abort, SILENCE_MAXIMUM_MS);
  };
  try {
    const body = await options.open(answer.length, connection.signal);
    options.onPhase("writing");
    for await (const event of readServerEvents(body, heard)) {
      const piece = options.parse(event.data);
      if (piece?.type === "done") return { kind: "done", message: piece.message };
      if (piece?.type !== "text") continue;
      const placed = answer.place(piece.offset, piece.text);
      if (placed === "gap") return undefined;
      if (placed !== "known") options.onText();
    }
    return undefined;
  } catch (problem) {
    return options.isFinal(problem) && !connection.signal.aborted ? { kind: "lost" } : undefined;
  } finally {
    clearTimeout(watchdog);
    options.signal.removeEventListener("abort", abort);
    connection.abort();
  }
}
