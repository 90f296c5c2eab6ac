import { memo, useDeferredValue, useRef } from "react";
import type { Citation } from "../types.ts";
import classes from "./answer.module.css";
import { CodeBlockView } from "./code-block-view.tsx";
import { topHeading } from "./heading-level.ts";
import { MarkdownBlockView } from "./markdown-block-view.tsx";
import { settleTail } from "./settle-tail.ts";
import { type Block, definitionsOf, splitBlocks } from "./split-blocks.ts";

export interface AnswerMarkdownProps {
  readonly text: string;
  readonly citations: readonly Citation[];
  /** Text is still arriving: a caret stands at its end. */
  readonly writing: boolean;
  /** The text may end anywhere, also within a mark: its last block is kept tidy. */
  readonly cut: boolean;
}

const FIRST_BLOCKS = 40;
const CITATION = /\[\d{1,3}\]/;

/** An answer as blocks that each render by themselves: while it grows, only its last block is drawn again. */
export const AnswerMarkdown = memo(function AnswerMarkdown({
  text,
  citations,
  writing,
  cut,
}: AnswerMarkdownProps) {
  const previous = useRef<readonly Block[]>([]);
  const blocks = splitBlocks(text, previous.current);
  previous.current = blocks;
  const definitions = definitionsOf(text);
  const top = topHeading(blocks);
  // Passages that become known at the end touch every block that cites: that may wait for a free moment.
  const cited = useDeferredValue(
    writing && citations.length === 0 ? "*" : citations.map(({ number }) => number).join(","),
  );
  // A long answer that is opened draws its first blocks at once and the others piece by piece.
  const drawn = useDeferredValue(blocks.length, Math.min(blocks.length, FIRST_BLOCKS));
  return (
    <div className={classes.answer}>
      {blocks.slice(0, drawn).map((block, index) => {
        const last = writing && index === blocks.length - 1;
        if (block.kind === "code") {
          return (
            <CodeBlockView
              key={block.start}
              code={block.code}
              language={block.language}
              open={block.open && writing}
            />
          );
        }
        const source = cut && index === blocks.length - 1 ? settleTail(block.source) : block.source;
        const numbers = CITATION.test(source) ? cited : "";
        return (
          <MarkdownBlockView
            key={block.start}
            {...{ source, definitions }}
            cited={numbers}
            caret={last}
            topHeading={top}
          />
        );
      })}
      {writing && blocks.length === 0 ? <span className={classes.caret} aria-hidden /> : null}
    </div>
  );
});
