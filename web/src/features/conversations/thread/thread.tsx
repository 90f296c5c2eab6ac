import { Button } from "@mantine/core";
import { IconArrowDown } from "@tabler/icons-react";
import { ScrollRegion } from "../../../ui/scroll-region.tsx";
import { TextSkeleton } from "../../../ui/skeletons.tsx";
import { pendingSends } from "../send/pending-send.ts";
import { useKeyed } from "../state/keyed-store.ts";
import { placeOf } from "../state/thread-key.ts";
import type { Message } from "../types.ts";
import { LiveRegion } from "./live-region.tsx";
import { MessageList } from "./message-list.tsx";
import { PendingQuestion } from "./pending-question.tsx";
import classes from "./thread.module.css";
import { useEarlierMessages } from "./use-earlier-messages.ts";
import { useScrollKeeper } from "./use-scroll-keeper.ts";

export interface ThreadProps {
  readonly threadKey: string;
  readonly messages: readonly Message[];
  /** Null when the first message is loaded. */
  readonly earlierCursor: string | null;
}

/** The messages of a conversation, a question on its way behind them, and the way back to the latest. */
export function Thread({ threadKey, messages, earlierCursor }: ThreadProps) {
  const pending = useKeyed(pendingSends, threadKey);
  const { scroller, content, away, toEnd } = useScrollKeeper(threadKey, pending?.idempotencyKey ?? null);
  const first = messages[0]?.id;
  const earlier = useEarlierMessages({ ...placeOf(threadKey), earlierCursor, first, scroller });
  return (
    <div className={classes.thread}>
      <ScrollRegion ref={scroller} className={classes.scroller} aria-label="Messages">
        <div ref={content} className={classes.column}>
          <div ref={earlier.sentinel} />
          {earlier.state === "loading" ? <TextSkeleton lines={3} label="Loading earlier messages" /> : null}
          {earlier.state === "failed" ? (
            <p className={classes.earlier}>
              Earlier messages did not load.
              <Button size="xs" variant="default" onClick={earlier.retry}>
                Try again
              </Button>
            </p>
          ) : null}
          <MessageList messages={messages} pending={pending !== null} />
          {pending ? <PendingQuestion threadKey={threadKey} pending={pending} /> : null}
        </div>
      </ScrollRegion>
      <LiveRegion messages={messages} pending={pending} />
      {away ? (
        <Button
          className={classes.latest}
          variant="default"
          size="xs"
          leftSection={<IconArrowDown size={16} />}
          onClick={toEnd}
        >
          Jump to latest
        </Button>
      ) : null}
    </div>
  );
}
