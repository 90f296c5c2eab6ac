import type { ReactNode } from "react";
import classes from "./filter-bar.module.css";

/** The 48 px bar of search and filters above a table. */
export function FilterBar({ children, label }: { readonly children: ReactNode; readonly label: string }) {
  return (
    <search className={classes.bar} aria-label={label}>
      {children}
    </search>
  );
}
