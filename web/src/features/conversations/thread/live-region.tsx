import { useEffect, useRef, useState } from "react";
import type { PendingSend } from "../send/pending-send.ts";
import type { Message } from "../types.ts";
import { announcement, momentOf } from "./announcement.ts";

export interface LiveRegionProps {
  readonly messages: readonly Message[];
  readonly pending: PendingSend | null;
}

/** Tells screen readers that an answer begins and how it ended. */
export function LiveRegion({ messages, pending }: LiveRegionProps) {
  const [said, setSaid] = useState("");
  const before = useRef(momentOf(messages, pending));
  useEffect(() => {
    const now = momentOf(messages, pending);
    const answer = messages.find((message) => message.id === now.answerId);
    const words = announcement(before.current, now, answer);
    before.current = now;
    if (words !== "") setSaid(words);
  }, [messages, pending]);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {said}
    </div>
  );
}
