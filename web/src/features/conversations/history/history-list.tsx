import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { asProblem } from "../../../api/client.ts";
import { ListGroup } from "../../../ui/list-column.tsx";
import { ListSkeleton } from "../../../ui/skeletons.tsx";
import { conversationListQuery } from "../data/conversation-query.ts";
import { groupByDay } from "./group-by-day.ts";
import classes from "./history-list.module.css";
import { HistoryRow } from "./history-row.tsx";
import { moveFocus } from "./move-focus.ts";
import { useConversationActions } from "./use-conversation-actions.ts";

export interface HistoryListProps {
  readonly workspaceId: string;
  readonly openId: string | null;
  readonly search: string;
}

/** Conversations by day, loaded as one scrolls. */
export function HistoryList({ workspaceId, openId, search }: HistoryListProps) {
  const query = useInfiniteQuery(conversationListQuery(workspaceId, search));
  const actions = useConversationActions();
  const { data, error, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  const groups = useMemo(
    () => groupByDay(unique(data?.pages.flatMap((page) => page.items) ?? []), new Date()),
    [data],
  );
  const end = useRef<HTMLDivElement>(null);
  const wantsMore = hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    const element = end.current;
    if (!element || !wantsMore) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) void fetchNextPage();
      },
      { rootMargin: "400px 0px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [wantsMore, fetchNextPage]);
  if (!data) {
    if (!error) return <ListSkeleton label="Loading the conversations" />;
    return (
      <div className={classes.failed} role="alert">
        <p className={classes.failedTitle}>The conversations did not load</p>
        <p>{asProblem(error).detail}</p>
        <Button size="xs" variant="default" loading={query.isFetching} onClick={() => void query.refetch()}>
          Try now
        </Button>
      </div>
    );
  }
  if (groups.length === 0) {
    return (
      <p className={classes.empty}>
        {search === "" ? "Your conversations will stand here." : `Nothing found for “${search}”.`}
      </p>
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the rows inside are the controls; arrows only move between them.
    <div onKeyDown={moveFocus}>
      {groups.map(({ label, items }) => (
        <ListGroup key={label} label={label}>
          {items.map((conversation) => (
            <HistoryRow
              key={conversation.id}
              conversation={conversation}
              isOpen={conversation.id === openId}
              actions={actions}
            />
          ))}
        </ListGroup>
      ))}
      <div ref={end} />
      {isFetchingNextPage ? <ListSkeleton rows={3} label="Loading more conversations" /> : null}
      {isFetchNextPageError ? (
        <p className={classes.empty}>
          More did not load.{" "}
          <Button size="xs" variant="default" onClick={() => void fetchNextPage()}>
            Try again
          </Button>
        </p>
      ) : null}
    </div>
  );
}

/** A conversation that moved up while pages were loaded may stand on two of them. */
function unique<Item extends { readonly id: string }>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}
