import { Button } from "@mantine/core";
import { IconArrowDown } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { TextSkeleton } from "../../../ui/skeletons.tsx";
import { pendingSends } from "../send/pending-send.ts";
import { useKeyed } from "../state/keyed-store.ts";
import { threadKey } from "../state/thread-key.ts";
import type { ConversationDetail } from "../types.ts";
import { LiveRegion } from "./live-region.tsx";
import { MessageList } from "./message-list.tsx";
import { PendingQuestion } from "./pending-question.tsx";
import classes from "./thread.module.css";
import { useEarlierMessages } from "./use-earlier-messages.ts";
import { useScrollKeeper } from "./use-scroll-keeper.ts";

export interface ThreadProps {
  readonly workspaceId: string;
  readonly detail: ConversationDetail;
  /** The composer, under the thread. */
  readonly children: ReactNode;
}

/** A conversation: messages that scroll, the way back to the latest one, the composer. */
export function Thread({ workspaceId, detail, children }: ThreadProps) {
  const conversationId = detail.conversation.id;
  const key = threadKey({ workspaceId, conversationId });
  const pending = useKeyed(pendingSends, key);
  const { scroller, content, away, toEnd } = useScrollKeeper(
    `${conversationId} ${pending?.idempotencyKey ?? ""}`,
  );
  const earlier = useEarlierMessages(workspaceId, detail, scroller);
  return (
    <div className={classes.thread}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs the focus to be scrolled by keys. */}
      <section ref={scroller} className={classes.scroller} aria-label="Messages" tabIndex={0}>
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
          <MessageList messages={detail.messages} pending={pending !== null} />
          {pending ? <PendingQuestion threadKey={key} pending={pending} /> : null}
        </div>
      </section>
      <LiveRegion messages={detail.messages} pending={pending} />
      <div className={classes.foot}>
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
        {children}
      </div>
    </div>
  );
}
