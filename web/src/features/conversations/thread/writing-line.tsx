import { formatPt } from "../../../ui/pt.ts";
import type { LiveState } from "../stream/live-answer.ts";
import classes from "./answer.module.css";
import { writingWords } from "./writing-words.ts";

export interface WritingLineProps extends LiveState {
  readonly heldMicroPt: string | null;
}

/** "Writing · 186 tokens · 16.1 PT held". Not announced: it changes with every word. */
export function WritingLine({ text, phase, heldMicroPt }: WritingLineProps) {
  const held = heldMicroPt === null ? null : `${formatPt(heldMicroPt)} PT held`;
  return (
    <p className={classes.writing} data-phase={phase}>
      <span className={classes.dot} aria-hidden />
      <span className="tabular">{[...writingWords(text, phase), held].filter(Boolean).join(" · ")}</span>
    </p>
  );
}
