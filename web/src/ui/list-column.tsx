import { type ReactNode, useId } from "react";
import classes from "./list-column.module.css";
import { PageBar } from "./page-bar.tsx";
import { usePhone } from "./use-phone.ts";

export interface ListColumnProps {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** Pixels: 248 for conversations, 220 for settings. */
  readonly width?: 248 | 220;
  /** Under the bar, above the scroll: a search field. */
  readonly top?: ReactNode;
}

/** The second column: a bar and a list. On a phone it is the whole page. */
export function ListColumn({ title, actions, children, width = 248, top }: ListColumnProps) {
  const phone = usePhone();
  return (
    <section className={classes.column} data-width={width} aria-label={title}>
      <PageBar title={title} actions={actions} inset="column" level={phone ? 1 : 2} />
      {top ? <div className={classes.top}>{top}</div> : null}
      <div className={classes.scroll}>{children}</div>
    </section>
  );
}

/** A group of rows under a label such as "Today". */
export function ListGroup({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const labelId = useId();
  return (
    <div className={classes.group}>
      <div id={labelId} className={classes.label}>
        {label}
      </div>
      <ul className={classes.list} aria-labelledby={labelId}>
        {children}
      </ul>
    </div>
  );
}
