import { IconCheckbox, IconExternalLink, IconSquare } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Components } from "react-markdown";
import classes from "./answer.module.css";
import { CitationChip } from "./citation-chip.tsx";
import { InlineCode, NestedCode } from "./code-elements.tsx";
import { safeAddress } from "./safe-address.ts";

interface ChipProps {
  readonly number?: string;
}

/** What Markdown becomes. Headings start below those of the page; pictures stay links, so nothing foreign loads. */
export const elements: Components & Record<string, unknown> = {
  h1: ({ children }) => <h3 data-level="1">{children}</h3>,
  h2: ({ children }) => <h4 data-level="2">{children}</h4>,
  h3: ({ children }) => <h5 data-level="3">{children}</h5>,
  h4: ({ children }) => <h6 data-level="4">{children}</h6>,
  h5: ({ children }) => <h6 data-level="4">{children}</h6>,
  h6: ({ children }) => <h6 data-level="4">{children}</h6>,
  a: ({ href, children }) => <SafeLink href={href}>{children}</SafeLink>,
  img: ({ src, alt }) => (
    <SafeLink href={typeof src === "string" ? src : ""}>
      {alt || "Picture"} <IconExternalLink size={14} aria-hidden />
    </SafeLink>
  ),
  table: ({ children }) => (
    // A table may be wider than a phone, so it scrolls by itself, by keyboard too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs the focus to be scrolled by keys.
    <section className={classes.tableScroll} tabIndex={0} aria-label="Table">
      <table>{children}</table>
    </section>
  ),
  input: ({ checked }) =>
    checked ? (
      <IconCheckbox size={16} role="img" aria-label="Done:" className={classes.task} />
    ) : (
      <IconSquare size={16} role="img" aria-label="To do:" className={classes.task} />
    ),
  pre: ({ children }) => <NestedCode>{children}</NestedCode>,
  code: ({ className, children }) => <InlineCode className={className}>{children}</InlineCode>,
  "cite-chip": ({ number }: ChipProps) => <CitationChip number={Number(number)} />,
  "cite-group": ({ children }: { readonly children?: ReactNode }) => (
    <span className={classes.citeGroup}>{children}</span>
  ),
  "answer-caret": () => <span className={classes.caret} aria-hidden />,
};

function SafeLink({ href, children }: { readonly href: string | undefined; readonly children: ReactNode }) {
  const address = safeAddress(href ?? "");
  if (address === "") return <span>{children}</span>;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}
