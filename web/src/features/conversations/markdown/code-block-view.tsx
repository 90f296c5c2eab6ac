import { lazy, memo, Suspense } from "react";
import { whenReached } from "../../../api/when-reached.ts";
import { CopyButton } from "../../../ui/copy-button.tsx";
import { ScrollRegion } from "../../../ui/scroll-region.tsx";
import classes from "./code-block-view.module.css";

const HighlightedCode = lazy(async () => ({
  default: (await whenReached(() => import("./highlighted-code.tsx"))).HighlightedCode,
}));

/** Characters beyond which colours are not worth their time. */
const HIGHLIGHT_MAXIMUM = 30_000;

export interface CodeBlockViewProps {
  readonly code: string;
  /** As written behind the fence; empty when there is none. */
  readonly language: string;
  /** Still being written: it gets its colours when it is complete. */
  readonly open: boolean;
}

/** Code with its language and a button to copy it. */
export const CodeBlockView = memo(function CodeBlockView({ code, language, open }: CodeBlockViewProps) {
  const plain = <code>{code}</code>;
  const coloured = !open && language !== "" && code.length <= HIGHLIGHT_MAXIMUM;
  return (
    <figure className={classes.block}>
      <figcaption className={classes.head}>
        <span>{language || "text"}</span>
        <CopyButton value={code} label="Copy the code" />
      </figcaption>
      <ScrollRegion as="pre" className={classes.code}>
        {coloured ? (
          <Suspense fallback={plain}>
            <HighlightedCode code={code} language={language} />
          </Suspense>
        ) : (
          plain
        )}
        {open ? <span className={classes.caret} aria-hidden /> : null}
      </ScrollRegion>
    </figure>
  );
});
