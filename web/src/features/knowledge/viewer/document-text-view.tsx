import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useLayoutEffect, useRef } from "react";
import { QueryView } from "../../../api/query-view.tsx";
import { useWorkspace } from "../../../api/workspace.ts";
import { Banner } from "../../../ui/banner.tsx";
import { TextSkeleton } from "../../../ui/skeletons.tsx";
import { documentTextQuery } from "../data/document-text-query.ts";
import type { DocumentChunk, DocumentText } from "../types.ts";
import { ChunkView } from "./chunk-view.tsx";
import { placeMarks } from "./place-marks.ts";
import { pieceHolds, readChunk } from "./read-chunk.ts";
import { useNearEdge } from "./use-near-edge.ts";
import classes from "./viewer.module.css";

/** Share of the window up to which a passage is put into its middle. */
const MOST_IN_MIDDLE = 0.5;

export interface DocumentTextViewProps {
  readonly documentId: string;
  /** The passage to go to and to mark. */
  readonly chunk: number | null;
  readonly quote?: string | null;
  /** Beside an answer: narrow, and it says when the passage reads otherwise by now. */
  readonly panel?: boolean;
}

/** The text of a document, from the wanted passage outwards; more comes as one scrolls up or down. */
export function DocumentTextView({ documentId, chunk, quote = null, panel = false }: DocumentTextViewProps) {
  const { id } = useWorkspace();
  const query = useInfiniteQuery(documentTextQuery(id, documentId, chunk));
  return (
    <QueryView
      query={{ ...query, data: query.data?.pages }}
      failed="The text did not load"
      skeleton={
        <div className={classes.sheet} data-panel={panel}>
          <TextSkeleton lines={12} label="Loading the text" />
        </div>
      }
    >
      {(pages) => (
        <Pages
          pages={pages}
          chunk={chunk}
          quote={quote}
          panel={panel}
          before={{
            has: query.hasPreviousPage,
            busy: query.isFetchingPreviousPage,
            load: () => void query.fetchPreviousPage(),
          }}
          after={{
            has: query.hasNextPage,
            busy: query.isFetchingNextPage,
            load: () => void query.fetchNextPage(),
          }}
        />
      )}
    </QueryView>
  );
}

interface More {
  readonly has: boolean;
  readonly busy: boolean;
  readonly load: () => void;
}

interface PagesProps {
  readonly pages: readonly DocumentText[];
  readonly chunk: number | null;
  readonly quote: string | null;
  readonly panel: boolean;
  readonly before: More;
  readonly after: More;
}

function Pages({ pages, chunk, quote, panel, before, after }: PagesProps) {
  const chunks = pages.flatMap((page) => page.chunks);
  const kind = pages[0]?.document.kind ?? null;
  const marks = placeMarks(chunks, kind);
  const marked = useRef<HTMLElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const found = chunk !== null && chunks.some(({ number }) => number === chunk);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another passage is another place.
  useEffect(() => {
    const target = marked.current?.querySelector("[data-marked='true']") ?? marked.current;
    if (!target) return;
    // A passage higher than the window begins at its top.
    const tall = target.getBoundingClientRect().height > window.innerHeight * MOST_IN_MIDDLE;
    target.scrollIntoView({ block: tall ? "start" : "center" });
  }, [chunk, found, quote]);
  useKeptPlace(sheet, chunks[0]?.number);
  if (chunks.length === 0) return <p className={classes.nothing}>There is no text in it yet.</p>;
  return (
    <div className={classes.sheet} data-panel={panel} ref={sheet}>
      {quote !== null && !holdsQuote(chunks, chunk, quote) ? <Changed quote={quote} /> : null}
      <MoreText more={before} label="Show what comes before" />
      {chunks.map((one, index) => (
        <ChunkView
          key={one.number}
          ref={one.number === chunk ? marked : undefined}
          chunk={one}
          marked={one.number === chunk}
          quote={one.number === chunk ? quote : null}
          place={marks[index] ?? null}
        />
      ))}
      <MoreText more={after} label="Show what comes after" />
    </div>
  );
}

function holdsQuote(chunks: readonly DocumentChunk[], number: number | null, quote: string): boolean {
  const chunk = chunks.find((one) => one.number === number);
  return chunk !== undefined && readChunk(chunk).some((piece) => pieceHolds(piece, quote));
}

function Changed({ quote }: { readonly quote: string }) {
  return (
    <div className={classes.kept}>
      <Banner meaning="info" title="The document has changed since">
        This is the passage that the answer rests on. Below is how the document reads now.
      </Banner>
      <blockquote className={classes.quote}>{quote}</blockquote>
    </div>
  );
}

/** What is put in above pushes nothing of what one reads away. */
function useKeptPlace(sheet: React.RefObject<HTMLElement | null>, first: number | undefined): void {
  const known = useRef<{ first: number | undefined; height: number }>({ first, height: 0 });
  useLayoutEffect(() => {
    const element = sheet.current;
    const scroller = element?.closest<HTMLElement>("[data-viewer-scroll]") ?? element?.parentElement;
    const height = element?.scrollHeight ?? 0;
    const { first: firstBefore, height: heightBefore } = known.current;
    if (scroller && first !== undefined && firstBefore !== undefined && first < firstBefore) {
      scroller.scrollTop += height - heightBefore;
    }
    known.current = { first, height };
  });
}

/** Loads by itself when it comes near; the button is there for the keyboard and for when that did not work. */
function MoreText({ more, label }: { readonly more: More; readonly label: string }) {
  const edge = useNearEdge(more.load, more.has && !more.busy);
  if (!more.has) return null;
  return (
    <div className={classes.more} ref={edge}>
      <Button variant="subtle" size="xs" loading={more.busy} onClick={more.load}>
        {label}
      </Button>
    </div>
  );
}
