import type { ReactNode } from "react";
import classes from "./states.module.css";

export interface RefusedStateProps {
  readonly title: string;
  /** Who can grant it. */
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** The person may not see or do this: it says who can grant it. */
export function RefusedState({ title, children, action }: RefusedStateProps) {
  return (
    <div className={classes.state} role="status">
      <div className={classes.refused}>
        <h2 className={classes.title}>{title}</h2>
        <p className={classes.text}>{children}</p>
        {action ? <div className={classes.actions}>{action}</div> : null}
      </div>
    </div>
  );
}
