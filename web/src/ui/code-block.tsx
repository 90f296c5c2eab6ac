import classes from "./code-block.module.css";
import { CopyButton } from "./copy-button.tsx";
import { ScrollRegion } from "./scroll-region.tsx";

export interface CodeBlockProps {
  readonly code: string;
  /** What is copied: "Copy the curl command". */
  readonly copyLabel: string;
}

/** Lines to copy. They scroll sideways; the keyboard reaches them. */
export function CodeBlock({ code, copyLabel }: CodeBlockProps) {
  return (
    <div className={classes.block}>
      <ScrollRegion as="pre" className={classes.code}>
        <code>{code}</code>
      </ScrollRegion>
      <span className={classes.copy}>
        <CopyButton value={code} label={copyLabel} />
      </span>
    </div>
  );
}
