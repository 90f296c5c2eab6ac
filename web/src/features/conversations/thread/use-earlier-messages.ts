import { useQueryClient } from "@tanstack/react-query";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { loadEarlier } from "../data/conversation-query.ts";

/** Pixels above the screen from which earlier messages are fetched. */
const AHEAD = "1600px 0px 0px 0px";

export interface EarlierMessages {
  /** Placed above the first message. */
  readonly sentinel: RefObject<HTMLDivElement | null>;
  readonly state: "none" | "loading" | "failed";
  readonly retry: () => void;
}

export interface EarlierOptions {
  readonly workspaceId: string;
  readonly conversationId: string | null;
  readonly earlierCursor: string | null;
  /** Id of the first loaded message. */
  readonly first: string | undefined;
  readonly scroller: RefObject<HTMLDivElement | null>;
}

/** Loads earlier messages as the reader comes near the first one, and keeps what he reads where it stands. */
export function useEarlierMessages(options: EarlierOptions): EarlierMessages {
  const { workspaceId, conversationId, earlierCursor, first, scroller } = options;
  const client = useQueryClient();
  const sentinel = useRef<HTMLDivElement>(null);
  const anchor = useRef<{ id: string; top: number } | null>(null);
  const [failed, setFailed] = useState(false);

  const load = useCallback(async () => {
    if (earlierCursor === null || conversationId === null) return;
    setFailed(false);
    try {
      await loadEarlier(client, workspaceId, conversationId, earlierCursor, () => {
        anchor.current = anchorOf(scroller.current);
      });
    } catch {
      setFailed(true);
    }
  }, [client, workspaceId, conversationId, earlierCursor, scroller]);

  useEffect(() => {
    const element = sentinel.current;
    if (!element || earlierCursor === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) void load();
      },
      { root: scroller.current, rootMargin: AHEAD },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [earlierCursor, load, scroller]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when messages were put before the first one.
  useLayoutEffect(() => {
    const element = scroller.current;
    const kept = anchor.current;
    anchor.current = null;
    if (!element || !kept) return;
    const now = element.querySelector(`[data-message="${kept.id}"]`)?.getBoundingClientRect().top;
    if (now !== undefined && Math.abs(now - kept.top) > 0.5) element.scrollTop += now - kept.top;
  }, [first]);

  return {
    sentinel,
    state: failed ? "failed" : earlierCursor === null ? "none" : "loading",
    retry: () => void load(),
  };
}

/** The first message on the screen and where it stands. */
function anchorOf(scroller: HTMLElement | null): { id: string; top: number } | null {
  if (!scroller) return null;
  const edge = scroller.getBoundingClientRect().top;
  for (const element of scroller.querySelectorAll<HTMLElement>("[data-message]")) {
    const { top, bottom } = element.getBoundingClientRect();
    if (bottom > edge && element.dataset.message) return { id: element.dataset.message, top };
  }
  return null;
}
