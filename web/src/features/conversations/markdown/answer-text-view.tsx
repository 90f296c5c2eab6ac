import { lazy, Suspense } from "react";
import { whenReached } from "../../../api/when-reached.ts";
import { TextSkeleton } from "../../../ui/skeletons.tsx";
import type { AnswerMarkdownProps } from "./answer-markdown.tsx";

const load = () => import("./answer-markdown.tsx");
const AnswerMarkdown = lazy(async () => ({ default: (await whenReached(load)).AnswerMarkdown }));

/** Fetches the Markdown code before the first answer needs it. */
export function preloadMarkdown(): void {
  void load().catch(() => undefined);
}

/** An answer's text. The Markdown code is a chunk of its own. */
export function AnswerTextView(props: AnswerMarkdownProps) {
  return (
    <Suspense
      fallback={<TextSkeleton lines={Math.min(6, 1 + Math.floor(props.text.length / 80))} label="Loading" />}
    >
      <AnswerMarkdown {...props} />
    </Suspense>
  );
}
