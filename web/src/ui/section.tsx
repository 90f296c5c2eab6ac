import type { ReactNode } from "react";
import classes from "./section.module.css";

export interface SectionProps {
  readonly title: string;
  readonly caption?: ReactNode;
  readonly actions?: ReactNode;
  readonly id?: string;
  readonly children: ReactNode;
  /** `flush` lets a table run to the edges. */
  readonly inset?: "flush" | "none";
}

/** A titled part of a page. */
export function Section({ title, caption, actions, id, children, inset = "none" }: SectionProps) {
  return (
    <section className={classes.section} aria-label={title} data-inset={inset} id={id}>
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {caption === undefined || caption === null ? null : (
          <span className={classes.caption}>{caption}</span>
        )}
        {actions ? <div className={classes.actions}>{actions}</div> : null}
      </div>
      {children}
    </section>
  );
}
