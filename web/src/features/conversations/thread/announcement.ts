import type { PendingSend } from "../send/pending-send.ts";
import type { Message } from "../types.ts";
import { outcomeOf } from "./outcome-words.ts";

/** What a listener needs of the state of a thread. */
export interface ThreadMoment {
  readonly answerId: string | null;
  readonly status: Message["status"] | null;
  readonly sending: PendingSend["state"] | null;
}

export function momentOf(messages: readonly Message[], pending: PendingSend | null): ThreadMoment {
  const answer = messages.findLast((message) => message.role === "assistant");
  return { answerId: answer?.id ?? null, status: answer?.status ?? null, sending: pending?.state ?? null };
}

/**
 * What a screen reader says when the thread went from one moment to the next: that an answer begins and how it
 * ended, not its words. Empty when nothing worth saying happened, such as opening an old conversation.
 */
export function announcement(before: ThreadMoment, now: ThreadMoment, answer: Message | undefined): string {
  if (now.sending === "failed" && before.sending !== "failed") return "The question was not sent.";
  if (now.sending === "waiting" && before.sending === "sending")
    return "No connection. The question is sent again by itself.";
  if (now.status === "streaming" && now.answerId !== before.answerId) return "The answer is being written.";
  if (before.status !== "streaming" || now.answerId !== before.answerId || !answer) return "";
  if (now.status === "complete") return "The answer is complete.";
  return outcomeOf(answer)?.sentence ?? "";
}
