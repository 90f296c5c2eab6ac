import { LiveAnswer, type LiveSource } from "./live-answer.ts";

/** Answers kept in memory after nobody looks at them any more. */
const KEPT_MAXIMUM = 20;

const answers = new Map<string, { live: LiveAnswer; watchers: number }>();

/** The one live state of an answer, however many places show it. */
export function liveAnswer(messageId: string, text: string): LiveAnswer {
  const known = answers.get(messageId);
  if (known) return known.live;
  const live = new LiveAnswer(text);
  answers.set(messageId, { live, watchers: 0 });
  dropOldest();
  return live;
}

/** Follows an answer while at least one place watches it. Returns the end of this watch. */
export function watchAnswer(messageId: string, source: LiveSource): () => void {
  const live = liveAnswer(messageId, "");
  const entry = answers.get(messageId);
  if (!entry) return () => {};
  entry.watchers += 1;
  if (live.state().phase !== "stopping") live.follow(source);
  return () => {
    entry.watchers -= 1;
    if (entry.watchers === 0) live.halt();
  };
}

function dropOldest(): void {
  for (const [id, { watchers }] of answers) {
    if (answers.size <= KEPT_MAXIMUM) return;
    if (watchers === 0) answers.delete(id);
  }
}
