import { useEffect } from "react";

/** The tab carries the conversation's title. The root page names the screen in the same commit, so this comes after it. */
export function useChatTitle(title: string): void {
  useEffect(() => {
    if (title === "") return;
    queueMicrotask(() => {
      document.title = `${title} · Parley`;
    });
  }, [title]);
}
