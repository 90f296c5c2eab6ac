import { Button, Loader } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { isInterrupted, type PendingSend } from "../send/pending-send.ts";
import { resumeSend, takeBack } from "../send/send-question.ts";
import classes from "./answer.module.css";
import { Question } from "./question.tsx";
import { useThread } from "./thread-context.ts";

export interface PendingQuestionProps {
  readonly threadKey: string;
  readonly pending: PendingSend;
}

/** A question on its way. Its text is never lost: it is sent again with the same key, or taken back. */
export function PendingQuestion({ threadKey, pending }: PendingQuestionProps) {
  const client = useQueryClient();
  const { focusComposer } = useThread();
  const interrupted = isInterrupted(pending);
  useEffect(() => {
    if (interrupted) resumeSend(client, threadKey);
  }, [client, threadKey, interrupted]);
  const files = pending.attachments.map(({ name, text }) => ({ name, characters: text.length }));
  return (
    <div className={classes.pending}>
      <Question text={pending.text} attachments={files} pending />
      {pending.state === "sending" ? (
        <p className={classes.writing}>
          <Loader size={12} aria-hidden /> Sending
        </p>
      ) : (
        <div className={classes.outcome} data-meaning={pending.state === "failed" ? "error" : "quiet"}>
          <span className={classes.outcomeText}>
            <IconAlertTriangle size={18} aria-hidden />
            <span>
              {pending.state === "failed" ? "Not sent yet. " : "Sending again. "}
              {pending.reason}
            </span>
          </span>
          <span className={classes.outcomeActions}>
            {pending.state === "failed" ? (
              <Button size="xs" variant="default" onClick={() => resumeSend(client, threadKey)}>
                Try again
              </Button>
            ) : null}
            <Button
              size="xs"
              variant="default"
              onClick={() => {
                takeBack(threadKey);
                focusComposer();
              }}
            >
              Back to the composer
            </Button>
          </span>
        </div>
      )}
    </div>
  );
}
