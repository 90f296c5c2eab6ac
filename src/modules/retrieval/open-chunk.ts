import type { Block, Chunk, DocumentKind } from "./contract.ts";
import { cutAfter } from "./cut-text.ts";
import { locatorOf } from "./locator.ts";
import { commonPath } from "./title-path.ts";
import { estimateTokens } from "./token-estimate.ts";

/** A stretch of one block, with the separator that follows it when it is the block's last. */
export interface Piece {
  readonly block: Block;
  readonly text: string;
  readonly tokens: number;
  readonly path: readonly string[];
  /** Whether the block begins here: what begins inside a block wants the end of the text before as its lead. */
  readonly starts: boolean;
}

const MAXIMUM_HEADER_TOKENS = 100;

/** A chunk while it is being filled. */
export class OpenChunk {
  readonly pieces: Piece[] = [];
  tokens = 0;
  /** Of the table whose rows it holds. */
  header: string | undefined;

  add(piece: Piece): void {
    this.pieces.push(piece);
    this.tokens += piece.tokens;
    this.header ??= piece.block.header;
  }

  /** Takes back the headings at the end: a heading stays with what follows it, unless that leaves next to nothing. */
  takeTrailingHeadings(): Piece[] {
    let from = this.pieces.length;
    let tokens = 0;
    while (from > 0 && this.pieces[from - 1]?.block.kind === "heading") {
      from -= 1;
      tokens += this.pieces[from]?.tokens ?? 0;
    }
    if (tokens * 2 > this.tokens) return [];
    this.tokens -= tokens;
    return this.pieces.splice(from);
  }

  close(kind: DocumentKind, number: number, lead: string): Chunk {
    const text = this.pieces.map((piece) => piece.text).join("");
    const pages = this.pieces.map((piece) => piece.block.page).filter((page) => page !== undefined);
    const pageFrom = pages.reduce<number | null>((least, page) => Math.min(least ?? page, page), null);
    const pageTo = pages.reduce<number | null>((most, page) => Math.max(most ?? page, page), null);
    const first = this.pieces[0]?.block;
    const { header } = this;
    const holdsHeader = this.pieces.some((piece) => piece.starts && piece.block.text === header);
    const place = { pageFrom, pageTo, section: first?.section, seconds: first?.seconds };
    return {
      number,
      text,
      lead,
      headings: this.#headings(),
      pageFrom,
      pageTo,
      locator: locatorOf(kind, place),
      tokens: estimateTokens(text),
      header: header === undefined || holdsHeader ? null : shortHeader(header),
    };
  }

  /** What all of it stands under; of several small sections that have nothing in common, the first one's. */
  #headings(): readonly string[] {
    const bodies = this.pieces.filter((piece) => piece.block.kind !== "heading");
    const told = bodies.length > 0 ? bodies : this.pieces.slice(-1);
    const first = told[0]?.path ?? [];
    const common = told.reduce((path, piece) => commonPath(path, piece.path), first);
    return common.length > 0 ? common : first;
  }
}

/** A header is repeated in each chunk of its table, so a long one is cut. */
function shortHeader(header: string): string {
  const end = cutAfter(header, MAXIMUM_HEADER_TOKENS);
  return end >= header.length ? header : `${header.slice(0, end).trimEnd()} …`;
}
