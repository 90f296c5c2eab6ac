import { memo, useMemo } from "react";
import { AnswerTextView } from "../markdown/answer-text-view.tsx";
import { CitationContext } from "../markdown/citation-context.ts";
import { useLiveAnswer } from "../stream/use-live-answer.ts";
import type { Message } from "../types.ts";
import classes from "./answer.module.css";
import { AnswerFooter } from "./answer-footer.tsx";
import { AnswerOutcome } from "./answer-outcome.tsx";
import { AnswerVerdict } from "./answer-verdict.tsx";
import { useThread } from "./thread-context.ts";
import { WritingLine } from "./writing-line.tsx";

export interface AnswerProps {
  readonly message: Message;
  /** Nothing follows it: it may be continued or asked for again. */
  readonly last: boolean;
  /** The question that it answers, to be edited and sent again. */
  readonly question: string;
}

/** An answer, while it is written and after: the same elements, so that nothing moves when it is complete. */
export const Answer = memo(function Answer({ message, last, question }: AnswerProps) {
  const { workspaceId, conversationId, source, showSource } = useThread();
  const live = useLiveAnswer(workspaceId, conversationId, message);
  const { id, citations } = message;
  const text = live?.text ?? message.text;
  const writing = live !== null && live.phase !== "stopping";
  const open = source?.messageId === id ? source.number : null;
  const view = useMemo(
    () => ({ citations, open, show: (number: number) => showSource(id, number) }),
    [citations, open, id, showSource],
  );
  return (
    <article
      className={classes.answer}
      aria-label={message.continuesId ? "Answer, continued" : "Answer"}
      aria-busy={writing}
    >
      {text === "" && !writing ? null : (
        <CitationContext value={view}>
          <AnswerTextView
            text={text}
            citations={citations}
            writing={writing}
            cut={message.status !== "complete"}
          />
        </CitationContext>
      )}
      {live ? (
        <WritingLine text={live.text} phase={live.phase} heldMicroPt={message.heldMicroPt} />
      ) : (
        <>
          <AnswerVerdict message={message} />
          <AnswerOutcome message={message} last={last} question={question} />
          <AnswerFooter message={message} last={last} />
        </>
      )}
    </article>
  );
});
