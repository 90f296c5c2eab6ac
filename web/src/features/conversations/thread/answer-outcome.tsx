import { Button } from "@mantine/core";
import {
  IconAlertTriangle,
  IconPencil,
  IconPlayerPlay,
  IconPlayerStopFilled,
  IconPlugConnectedX,
  IconRefresh,
} from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { answerAgain, asking } from "../send/answer-again.ts";
import { useKeyed } from "../state/keyed-store.ts";
import classes from "./answer.module.css";
import type { AnswerProps } from "./answer.tsx";
import { outcomeOf } from "./outcome-words.ts";
import { useThread } from "./thread-context.ts";

/** What became of an answer that was stopped, interrupted or failed, and the ways on from there. */
export function AnswerOutcome({ message, last, question }: AnswerProps) {
  const { workspaceId, conversationId, model, edit } = useThread();
  const client = useQueryClient();
  const busy = useKeyed(asking, message.id);
  const outcome = outcomeOf(message);
  if (!outcome) return null;
  const QuietIcon = message.status === "interrupted" ? IconPlugConnectedX : IconPlayerStopFilled;
  const again = (mode: "retry" | "continue") => {
    const chosen = model ?? message.model;
    if (chosen)
      void answerAgain(client, { workspaceId, conversationId, messageId: message.id, mode, model: chosen });
  };
  return (
    <div className={classes.outcome} data-meaning={outcome.meaning}>
      <span className={classes.outcomeText}>
        {outcome.meaning === "error" ? (
          <IconAlertTriangle size={18} aria-hidden />
        ) : (
          <QuietIcon size={16} aria-hidden />
        )}
        {outcome.sentence}
      </span>
      {last ? (
        <span className={classes.outcomeActions}>
          {outcome.canContinue ? (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlayerPlay size={16} />}
              loading={busy}
              onClick={() => again("continue")}
            >
              Continue
            </Button>
          ) : null}
          {outcome.canRetry ? (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconRefresh size={16} />}
              loading={busy}
              onClick={() => again("retry")}
            >
              Try again
            </Button>
          ) : null}
          {outcome.canEdit && question !== "" ? (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPencil size={16} />}
              onClick={() => edit(question)}
            >
              Edit and send again
            </Button>
          ) : null}
        </span>
      ) : null}
    </div>
  );
}
