import type { ReactNode } from "react";
import classes from "./states.module.css";

export interface EmptyStateProps {
  /** One sentence. */
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly other?: ReactNode;
  /** What the result looks like. */
  readonly example?: ReactNode;
  readonly exampleTitle?: string;
  /** 1 where it is the whole page. */
  readonly level?: 1 | 2;
}

/** Nothing here yet: one sentence, one way in, one other way, an example. */
export function EmptyState(props: EmptyStateProps) {
  const { title, children, action, other, example, exampleTitle, level = 2 } = props;
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div className={classes.state}>
      <div className={classes.empty}>
        <Heading className={classes.title}>{title}</Heading>
        {children ? <p className={classes.text}>{children}</p> : null}
        {action || other ? (
          <div className={classes.actions}>
            {action}
            {other}
          </div>
        ) : null}
      </div>
      {example ? (
        <section className={classes.example}>
          {exampleTitle ? <h3 className={classes.exampleTitle}>{exampleTitle}</h3> : null}
          {example}
        </section>
      ) : null}
    </div>
  );
}
