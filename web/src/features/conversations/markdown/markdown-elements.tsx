import { IconCheckbox, IconExternalLink, IconSquare } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Components } from "react-markdown";
import { ScrollRegion } from "../../../ui/scroll-region.tsx";
import classes from "./answer.module.css";
import { CitationChip } from "./citation-chip.tsx";
import { InlineCode, NestedCode } from "./code-elements.tsx";
import { pageLevel } from "./heading-level.ts";
import { safeAddress } from "./safe-address.ts";

interface ChipProps {
  readonly number?: string;
}

/** What Markdown becomes, headings apart. Pictures stay links, so nothing foreign loads. */
const elements: Components & Record<string, unknown> = {
  a: ({ href, children }) => <SafeLink href={href}>{children}</SafeLink>,
  img: ({ src, alt }) => (
    <SafeLink href={typeof src === "string" ? src : ""}>
      {alt || "Picture"} <IconExternalLink size={14} aria-hidden />
    </SafeLink>
  ),
  table: ({ children }) => (
    // A table may be wider than a phone, so it scrolls by itself, by keyboard too.
    <ScrollRegion className={classes.tableScroll} aria-label="Table">
      <table>{children}</table>
    </ScrollRegion>
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

/** One set for each level that the highest heading of an answer may have. */
const sets = new Map<number, Components>();

/** The elements of an answer whose highest heading is of this level. The same object each time. */
export function elementsFor(top: number): Components {
  const known = sets.get(top);
  if (known) return known;
  const made: Components = { ...elements };
  for (const level of [1, 2, 3, 4, 5, 6] as const) made[`h${level}`] = headingOf(pageLevel(level, top));
  sets.set(top, made);
  return made;
}

function headingOf(level: 2 | 3 | 4 | 5 | 6) {
  const Heading = `h${level}` as const;
  return ({ children }: { readonly children?: ReactNode }) => <Heading>{children}</Heading>;
}

function SafeLink({ href, children }: { readonly href: string | undefined; readonly children: ReactNode }) {
  const address = safeAddress(href ?? "");
  if (address === "") return <span>{children}</span>;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}
