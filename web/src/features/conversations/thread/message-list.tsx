import { memo, useMemo } from "react";
import type { Message } from "../types.ts";
import { Answer } from "./answer.tsx";
import classes from "./message-list.module.css";
import { Question } from "./question.tsx";

export interface MessageListProps {
  readonly messages: readonly Message[];
  /** A question is on its way behind the last message. */
  readonly pending: boolean;
}

/** Messages always drawn; those before are drawn when they come near the screen. */
const NEAR_END = 6;

/** The messages in reading order. Those far from the screen keep their height and cost no layout. */
export const MessageList = memo(function MessageList({ messages, pending }: MessageListProps) {
  const questions = useMemo(() => questionsOf(messages), [messages]);
  return messages.map((message, index) => (
    <div
      key={message.id}
      className={classes.message}
      data-role={message.role}
      data-message={message.id}
      data-continues={message.continuesId !== null}
      data-far={index < messages.length - NEAR_END}
    >
      {message.role === "user" ? (
        <Question text={message.text} attachments={message.attachments} />
      ) : (
        <Answer
          message={message}
          last={index === messages.length - 1 && !pending}
          question={questions.get(message.id) ?? ""}
        />
      )}
    </div>
  ));
});

/** The question of each answer: the one above it. */
function questionsOf(messages: readonly Message[]): ReadonlyMap<string, string> {
  const questions = new Map<string, string>();
  let question = "";
  for (const message of messages) {
    if (message.role === "user") question = message.text;
    else questions.set(message.id, question);
  }
  return questions;
}
