import type { ReactNode } from "react";
import classes from "./states.module.css";

export interface RefusedStateProps {
  readonly title: string;
  /** Who can grant it. */
  readonly children: ReactNode;
  readonly action?: ReactNode;
  /** 1 where it is the whole page. */
  readonly level?: 1 | 2;
}

/** The person may not see or do this: it says who can grant it. */
export function RefusedState({ title, children, action, level = 2 }: RefusedStateProps) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div className={classes.state} role="status">
      <div className={classes.refused}>
        <Heading className={classes.title}>{title}</Heading>
        <p className={classes.text}>{children}</p>
        {action ? <div className={classes.actions}>{action}</div> : null}
      </div>
    </div>
  );
}
