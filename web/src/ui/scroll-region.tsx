import type { HTMLAttributes, Ref } from "react";

export interface ScrollRegionProps extends HTMLAttributes<HTMLElement> {
  readonly as?: "section" | "div" | "ul" | "pre";
  readonly ref?: Ref<HTMLElement> | undefined;
}

/** What scrolls by itself, and so takes the focus: without it nobody could scroll by keys (WCAG 2.1.1). */
export function ScrollRegion({ as = "section", ...rest }: ScrollRegionProps) {
  // One of the four has to be named for the type; the ref is handed on to whichever it is.
  const Element = as as "section";
  return <Element {...rest} tabIndex={0} />;
}
