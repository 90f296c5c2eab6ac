import { HoverCard } from "@mantine/core";
import { use } from "react";
import classes from "./citation-chip.module.css";
import { CitationContext } from "./citation-context.ts";

/** A numbered chip behind a claim: hover shows the passage, click opens it at the side. */
export function CitationChip({ number }: { readonly number: number }) {
  const { citations, open, show } = use(CitationContext);
  const citation = citations.find((candidate) => candidate.number === number);
  if (!citation) {
    return <span className={classes.chip}>{number}</span>;
  }
  return (
    <HoverCard width={320} openDelay={250} closeDelay={80} position="top" withinPortal>
      <HoverCard.Target>
        <button
          type="button"
          className={classes.chip}
          data-open={open === number}
          aria-label={`Source ${number}: ${citation.title}`}
          aria-expanded={open === number}
          onClick={() => show(number)}
        >
          {number}
        </button>
      </HoverCard.Target>
      <HoverCard.Dropdown className={classes.card}>
        <span className={classes.title}>{citation.title}</span>
        {citation.locator ? <span className={classes.locator}>{citation.locator}</span> : null}
        <span className={classes.passage}>{citation.text}</span>
      </HoverCard.Dropdown>
    </HoverCard>
  );
}
