import type { ReactNode } from "react";
import classes from "./page.module.css";
import { ScrollRegion } from "./scroll-region.tsx";

export interface PageProps {
  /** A `PageBar`, and under it whatever must not scroll away. */
  readonly bar: ReactNode;
  readonly children: ReactNode;
  /** `full` runs tables to the edges; `reading` keeps forms and text at 640 px with page padding. */
  readonly width?: "full" | "reading";
}

/** The main region: bar on top, its own scroll below. */
export function Page({ bar, children, width = "full" }: PageProps) {
  return (
    <div className={classes.page}>
      {bar}
      <ScrollRegion as="div" className={classes.scroll} data-width={width}>
        {width === "reading" ? <div className={classes.reading}>{children}</div> : children}
      </ScrollRegion>
    </div>
  );
}
