import { memo, type Ref } from "react";
import { ScrollRegion } from "../../../ui/scroll-region.tsx";
import { withPlaces } from "../../../ui/with-places.ts";
import type { DocumentChunk } from "../types.ts";
import { type Piece, pieceHolds, readChunk } from "./read-chunk.ts";
import classes from "./viewer.module.css";

export interface ChunkViewProps {
  readonly chunk: DocumentChunk;
  /** The passage that the address or the citation names. */
  readonly marked: boolean;
  /** Words of the passage that the answer rests on; all of it where they are not found. */
  readonly quote: string | null;
  /** Stands above it: "Page 3", where a page begins. */
  readonly place: string | null;
  readonly ref?: Ref<HTMLElement> | undefined;
}

/** One passage of a document. */
export const ChunkView = memo(function ChunkView({ chunk, marked, quote, place, ref }: ChunkViewProps) {
  const pieces = readChunk(chunk);
  const held = marked && quote !== null ? pieces.map((piece) => pieceHolds(piece, quote)) : [];
  const some = held.some(Boolean);
  return (
    <>
      {place === null ? null : <p className={classes.place}>{place}</p>}
      <section
        ref={ref}
        className={classes.chunk}
        data-marked={marked && !some}
        aria-label={marked ? "The passage" : undefined}
        tabIndex={marked ? -1 : undefined}
      >
        {withPlaces(pieces).map(({ place: index, item: piece }) => (
          <div key={index} className={classes.piece} data-marked={some && (held[index] ?? false)}>
            <PieceView piece={piece} marked={marked && (!some || (held[index] ?? false))} />
          </div>
        ))}
      </section>
    </>
  );
});

function PieceView({ piece, marked }: { readonly piece: Piece; readonly marked: boolean }) {
  const text = (words: string) => (marked ? <mark>{words}</mark> : words);
  switch (piece.kind) {
    case "heading":
      return piece.level === 3 ? (
        <h3 className={classes.heading}>{piece.text}</h3>
      ) : (
        <h4 className={classes.subheading}>{piece.text}</h4>
      );
    case "paragraph":
      return <p className={classes.paragraph}>{text(piece.text)}</p>;
    case "list":
      return (
        <ul className={classes.items}>
          {withPlaces(piece.items).map(({ place: index, item }) => (
            <li key={index}>{text(item)}</li>
          ))}
        </ul>
      );
    case "table":
      return (
        <ScrollRegion className={classes.tableScroll} aria-label="Table">
          <table className={classes.table} data-marked={marked}>
            {piece.head ? (
              <thead>
                <tr>
                  {withPlaces(piece.head).map(({ place: index, item: cell }) => (
                    <th key={index} scope="col">
                      {cell}
                    </th>
                  ))}
                </tr>
              </thead>
            ) : null}
            <tbody>
              {withPlaces(piece.rows).map(({ place: index, item: row }) => (
                <tr key={index}>
                  {withPlaces(row).map(({ place: column, item: cell }) => (
                    <td key={column}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      );
  }
}
