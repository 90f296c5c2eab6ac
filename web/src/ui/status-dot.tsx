import type { ReactNode } from "react";
import classes from "./status-dot.module.css";

export interface StatusDotProps {
  readonly meaning: "ok" | "warn" | "error" | "accent" | "none";
  /** The word: colour never speaks alone. */
  readonly children: ReactNode;
  readonly size?: 6 | 8;
}

/** A dot before a word. */
export function StatusDot({ meaning, children, size = 8 }: StatusDotProps) {
  return (
    <span className={classes.status}>
      <span className={classes.dot} data-meaning={meaning} data-size={size} aria-hidden />
      {children}
    </span>
  );
}
