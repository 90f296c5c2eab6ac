import { type RefObject, useEffect, useRef } from "react";

/** Runs when the element comes into sight. */
export function useNearEdge(run: () => void, enabled: boolean): RefObject<HTMLDivElement | null> {
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    const target = element.current;
    if (!enabled || target === null) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) latest.current();
    });
    observer.observe(target);
    return () => observer.disconnect();
  }, [enabled]);
  return element;
}
