import { useQueryClient } from "@tanstack/react-query";
import { answerAgain, asking } from "../send/answer-again.ts";
import { useKeyed } from "../state/keyed-store.ts";
import type { Message } from "../types.ts";
import { useThread } from "./thread-context.ts";

export interface Again {
  /** It was asked for; the new answer has not begun yet. */
  readonly busy: boolean;
  readonly run: (mode: "retry" | "continue") => void;
}

/** Asks for an answer once more, or to go on, with the model chosen in the composer. */
export function useAgain(message: Message): Again {
  const { workspaceId, conversationId, model } = useThread();
  const client = useQueryClient();
  const busy = useKeyed(asking, message.id);
  const chosen = model ?? message.model;
  return {
    busy,
    run: (mode) => {
      if (chosen === null) return;
      void answerAgain(client, { workspaceId, conversationId, messageId: message.id, mode, model: chosen });
    },
  };
}
