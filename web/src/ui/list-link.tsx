import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, ReactNode, Ref } from "react";
import classes from "./list-link.module.css";

export interface ListAnchorProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly ref?: Ref<HTMLAnchorElement>;
  readonly icon?: ReactNode;
  /** At the right: a count, a dot, a menu. */
  readonly end?: ReactNode;
}

function ListAnchor({ icon, end, children, className, ...anchor }: ListAnchorProps) {
  return (
    <a {...anchor} className={`${classes.row}${className ? ` ${className}` : ""}`}>
      {icon}
      <span className={classes.text}>{children}</span>
      {end ? <span className={classes.end}>{end}</span> : null}
    </a>
  );
}

/** A 32 px row that leads somewhere: navigation, settings, conversations. The chosen one carries aria-current. */
export const ListLink = createLink(ListAnchor);
