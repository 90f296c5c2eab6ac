import { UnstyledButton } from "@mantine/core";
import { IconArrowLeft, IconFileText, IconX } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import { IconButton } from "../../../ui/icon-button.tsx";
import { ScrollRegion } from "../../../ui/scroll-region.tsx";
import { usePhone } from "../../../ui/use-phone.ts";
import { type OpenSource, passagesOf } from "./source-place.ts";
import classes from "./sources-panel.module.css";

export interface SourcesPanelProps {
  readonly source: OpenSource;
  readonly onShow: (number: number) => void;
  readonly onClose: () => void;
  /** The document around the passage, where it is one of the workspace; null for attached texts. */
  readonly documentText?: ReactNode;
  /** A way to the document's own page. */
  readonly documentLink?: ReactNode;
}

/** The passages behind an answer, at the side; a page of its own on a phone. Escape closes it. */
export function SourcesPanel(props: SourcesPanelProps) {
  const { source, onShow, onClose, documentText = null, documentLink = null } = props;
  const phone = usePhone();
  const { citations } = source.message;
  const { title, locator, number } = source.citation;
  const marked = useRef<HTMLLIElement>(null);
  const panel = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number is another passage.
  useEffect(() => {
    marked.current?.scrollIntoView({ block: "nearest" });
  }, [number, source.message.id]);
  useEffect(() => {
    if (phone) panel.current?.focus();
  }, [phone]);
  return (
    <aside
      ref={panel}
      className={classes.panel}
      aria-label="Sources"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <header className={classes.bar}>
        {phone ? (
          <IconButton label="Back to the answer" onClick={onClose}>
            <IconArrowLeft size={20} aria-hidden />
          </IconButton>
        ) : null}
        <h2 className={classes.title}>
          Sources <span className={classes.count}>{citations.length}</span>
        </h2>
        {phone ? null : (
          <IconButton label="Close the sources" onClick={onClose}>
            <IconX size={18} aria-hidden />
          </IconButton>
        )}
      </header>
      <div className={classes.document}>
        <IconFileText size={20} aria-hidden />
        <div className={classes.names}>
          <h3 className={classes.name}>{title}</h3>
          {locator ? <p className={classes.locator}>{locator}</p> : null}
        </div>
        {documentLink ? <div className={classes.way}>{documentLink}</div> : null}
      </div>
      <ScrollRegion className={classes.page} aria-label="Passages" data-viewer-scroll>
        {documentText ?? (
          <ol className={classes.passages}>
            {passagesOf(citations, title).map((passage) => (
              <li
                key={passage.number}
                ref={passage.number === number ? marked : null}
                className={classes.passage}
                data-open={passage.number === number}
              >
                {passage.number === number ? <mark>{passage.text}</mark> : passage.text}
              </li>
            ))}
          </ol>
        )}
      </ScrollRegion>
      <ul className={classes.list} aria-label="All sources of this answer">
        {citations.map((citation) => (
          <li key={citation.number}>
            <UnstyledButton
              className={classes.item}
              aria-current={citation.number === number}
              onClick={() => onShow(citation.number)}
            >
              <span className={classes.chip}>{citation.number}</span>
              <span className={classes.itemTitle}>{citation.title}</span>
              <span className={classes.itemLocator}>{citation.locator}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </aside>
  );
}
