import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { distanceToEnd, type ScrollState, sticks } from "./scroll-rule.ts";

/** Pixels away from the end from which the way back is offered. */
const AWAY = 160;

export interface ScrollKeeper {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  /** The reader is somewhere above. */
  readonly away: boolean;
  readonly toEnd: () => void;
}

/**
 * Keeps the thread at its end while the reader is there, and leaves him alone where he is not.
 * @param sent changes when a question was sent: whoever sends wants to see the answer
 */
export function useScrollKeeper(threadId: string, sent: string | null): ScrollKeeper {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const last = useRef({ top: 0, height: 0, viewport: 0, stuck: true });
  const [away, setAway] = useState(false);

  const follow = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    if (last.current.stuck) element.scrollTop = element.scrollHeight;
    last.current = { ...stateOf(element), stuck: last.current.stuck };
    setAway(!last.current.stuck && distanceToEnd(last.current) > AWAY);
  }, []);

  const toEnd = useCallback(() => {
    last.current.stuck = true;
    follow();
  }, [follow]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another thread begins at its end.
  useLayoutEffect(() => toEnd(), [toEnd, threadId]);

  useLayoutEffect(() => {
    if (sent !== null) toEnd();
  }, [toEnd, sent]);

  useEffect(() => {
    const element = scroller.current;
    const inner = content.current;
    if (!element || !inner) return;
    const onScroll = () => {
      const now = stateOf(element);
      const stuck = sticks(last.current, now);
      last.current = { ...now, stuck };
      setAway(!stuck && distanceToEnd(now) > AWAY);
    };
    const observer = new ResizeObserver(follow);
    observer.observe(inner);
    observer.observe(element);
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", onScroll);
    };
  }, [follow]);

  return { scroller, content, away, toEnd };
}

function stateOf(element: HTMLElement): ScrollState {
  return { top: element.scrollTop, height: element.scrollHeight, viewport: element.clientHeight };
}
