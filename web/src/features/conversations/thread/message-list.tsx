import { memo, useRef } from "react";
import type { Message } from "../types.ts";
import { Answer } from "./answer.tsx";
import { type Chunk, chunkMessages } from "./chunk-messages.ts";
import classes from "./message-list.module.css";
import { Question } from "./question.tsx";

export interface MessageListProps {
  readonly messages: readonly Message[];
  /** A question is on its way behind the last message. */
  readonly pending: boolean;
}

/** Chunks at the end that are always drawn: there text arrives. */
const NEAR_END = 2;

/** The messages in reading order. Chunks far from the screen keep their height and cost no layout. */
export const MessageList = memo(function MessageList({ messages, pending }: MessageListProps) {
  const previous = useRef<readonly Chunk[]>([]);
  const chunks = chunkMessages(messages, previous.current);
  previous.current = chunks;
  return chunks.map((chunk, index) => {
    const last = index === chunks.length - 1 && !pending;
    return (
      <MessageChunk
        key={chunk.key}
        chunk={chunk}
        far={index < chunks.length - NEAR_END}
        lastId={last ? (chunk.rows.at(-1)?.message.id ?? null) : null}
      />
    );
  });
});

interface MessageChunkProps {
  readonly chunk: Chunk;
  readonly far: boolean;
  /** The last message of the conversation, when it stands in this chunk. */
  readonly lastId: string | null;
}

const MessageChunk = memo(function MessageChunk({ chunk, far, lastId }: MessageChunkProps) {
  return (
    <div
      className={classes.chunk}
      data-far={far}
      style={far ? { containIntrinsicBlockSize: `auto ${chunk.height}px` } : undefined}
    >
      {chunk.rows.map(({ message, question }) => (
        <div
          key={message.id}
          className={classes.message}
          data-role={message.role}
          data-message={message.id}
          data-continues={message.continuesId !== null}
        >
          {message.role === "user" ? (
            <Question text={message.text} attachments={message.attachments} />
          ) : (
            <Answer message={message} last={message.id === lastId} question={question} />
          )}
        </div>
      ))}
    </div>
  );
});
