import classes from "./code-block.module.css";
import { CopyButton } from "./copy-button.tsx";

export interface CodeBlockProps {
  readonly code: string;
  /** What is copied: "Copy the curl command". */
  readonly copyLabel: string;
}

/** Lines to copy. They scroll sideways; the keyboard reaches them. */
export function CodeBlock({ code, copyLabel }: CodeBlockProps) {
  return (
    <div className={classes.block}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1). */}
      <pre className={classes.code} tabIndex={0}>
        <code>{code}</code>
      </pre>
      <span className={classes.copy}>
        <CopyButton value={code} label={copyLabel} />
      </span>
    </div>
  );
}
