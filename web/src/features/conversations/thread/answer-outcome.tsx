import { Button } from "@mantine/core";
import {
  IconAlertTriangle,
  IconPencil,
  IconPlayerPlay,
  IconPlayerStopFilled,
  IconPlugConnectedX,
  IconRefresh,
} from "@tabler/icons-react";
import type { Message } from "../types.ts";
import classes from "./answer.module.css";
import { outcomeOf } from "./outcome-words.ts";
import { useThread } from "./thread-context.ts";
import { useAgain } from "./use-again.ts";

export interface AnswerOutcomeProps {
  readonly message: Message;
  /** Nothing follows it. */
  readonly last: boolean;
  readonly question: string;
}

/** What became of an answer that was stopped, interrupted or failed, and the ways on from there. */
export function AnswerOutcome({ message, last, question }: AnswerOutcomeProps) {
  const { writes, edit } = useThread();
  const again = useAgain(message);
  const outcome = outcomeOf(message);
  if (!outcome) return null;
  const QuietIcon = message.status === "interrupted" ? IconPlugConnectedX : IconPlayerStopFilled;
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
      {last && writes ? (
        <span className={classes.outcomeActions}>
          {outcome.canContinue ? (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlayerPlay size={16} />}
              loading={again.busy}
              onClick={() => again.run("continue")}
            >
              Continue
            </Button>
          ) : null}
          {outcome.canRetry ? (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconRefresh size={16} />}
              loading={again.busy}
              onClick={() => again.run("retry")}
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
