import type { QueryClient } from "@tanstack/react-query";
import { asProblem } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { toast } from "../../../api/toast.ts";
import { KeyedStore } from "../state/keyed-store.ts";
import { threadKey } from "../state/thread-key.ts";
import { liveAnswer } from "../stream/live-answers.ts";
import { finishAnswer } from "../stream/use-live-answer.ts";
import { isRefusal } from "./deliver.ts";
import { type AgainInput, postAgain, postStop } from "./message-calls.ts";
import { noticeOf, notices } from "./notice.ts";
import { showSent } from "./send-question.ts";

type Again = Omit<AgainInput, "idempotencyKey">;

/** Answers that are being asked for again, by the id of the old answer. */
export const asking = new KeyedStore<boolean>(() => false);

/** Keys of attempts that got no answer: the next try of the same thing uses the same key. */
const unanswered = new Map<string, string>();

/** Retries or continues an answer. Refusals dock on the composer, as for a question. */
export async function answerAgain(client: QueryClient, again: Again): Promise<void> {
  if (asking.get(again.messageId)) return;
  const attempt = `${again.messageId} ${again.mode} ${again.model}`;
  const idempotencyKey = unanswered.get(attempt) ?? crypto.randomUUID();
  unanswered.set(attempt, idempotencyKey);
  asking.set(again.messageId, true);
  const key = threadKey(again);
  try {
    const sent = await postAgain({ ...again, idempotencyKey });
    unanswered.delete(attempt);
    notices.set(key, null);
    await showSent(client, again.workspaceId, sent);
  } catch (error) {
    const problem = asProblem(error);
    if (isRefusal(problem)) {
      unanswered.delete(attempt);
      notices.set(key, noticeOf(problem, Date.now()));
      void client.invalidateQueries({ queryKey: keys.conversation(again.workspaceId, again.conversationId) });
    } else toast.failed(problem, "The answer was not asked for again");
  } finally {
    asking.set(again.messageId, false);
  }
}

/** Stops an answer: the text freezes at once, then the server confirms what was delivered. */
export async function stopAnswer(
  client: QueryClient,
  workspaceId: string,
  conversationId: string,
  messageId: string,
): Promise<void> {
  const live = liveAnswer(messageId, "");
  if (live.state().phase === "stopping") return;
  live.stop();
  try {
    finishAnswer(client, workspaceId, conversationId, await postStop(workspaceId, conversationId, messageId));
  } catch (error) {
    live.resume();
    toast.failed(error, "The answer was not stopped");
    void client.invalidateQueries({ queryKey: keys.conversation(workspaceId, conversationId) });
  }
}
