import type { ReactNode } from "react";
import classes from "./page-bar.module.css";

export interface PageBarProps {
  readonly title: ReactNode;
  /** Small print beside the title: a count, a state. */
  readonly caption?: ReactNode;
  /** On a phone: the way back to the list. */
  readonly back?: ReactNode;
  readonly actions?: ReactNode;
  /** `column` for the bar of a side column, whose padding is 16. */
  readonly inset?: "page" | "column";
  /** Level of the heading; the bar of the main region is the page's h1. */
  readonly level?: 1 | 2;
}

/** The 48 px bar on which every region starts. */
export function PageBar({ title, caption, back, actions, inset = "page", level = 1 }: PageBarProps) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <header className={classes.bar} data-inset={inset}>
      {back}
      <div className={classes.heading}>
        <Heading className={classes.title}>{title}</Heading>
        {caption === undefined || caption === null ? null : (
          <span className={classes.caption}>{caption}</span>
        )}
      </div>
      {actions ? <div className={classes.actions}>{actions}</div> : null}
    </header>
  );
}
