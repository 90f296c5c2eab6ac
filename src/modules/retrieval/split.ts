import type { Block, Chunk, ReadDocument } from "./contract.ts";
import { cutAfter, tailOf } from "./cut-text.ts";
import { isBlank, separatorBetween } from "./document-text.ts";
import { guessLanguage } from "./guess-language.ts";
import { OpenChunk, type Piece } from "./open-chunk.ts";
import { TitlePath } from "./title-path.ts";
import { estimateTokens } from "./token-estimate.ts";

export { documentText } from "./document-text.ts";

/** Estimated tokens of a chunk: below the first it grows on, at the second it closes, never beyond the third. */
const ENOUGH = 200;
const FULL = 400;
const MOST = 500;
/** Speech that began so long ago closes its chunk: a citation names the time of its beginning. */
const SPOKEN_SECONDS = 120;
const LEAD_CHARS = 240;
/** Up to here a text is counted anew after each cut: more than `MOST` tokens whatever its letters. */
const EXACT_CHARS = 20_000;
const LANGUAGE_SAMPLE_CHARS = 20_000;

/**
 * Chunks of 200 to 500 tokens (fewer at the end of a sheet, a table or the document) that follow the
 * document's structure. Their texts, joined, are exactly `documentText(document)`. Linear in time.
 */
export function splitDocument(document: ReadDocument): { language: string; chunks: Chunk[] } {
  return { language: languageOf(document), chunks: [...splitSteps(document)] };
}

/** The same chunk by chunk, for a caller that lets others run in between. */
export function* splitSteps(document: ReadDocument): Generator<Chunk, void, void> {
  let open = new OpenChunk();
  let number = 0;
  let before: Chunk | undefined;
  let last: Piece | undefined;
  const close = (): Chunk => {
    const headings = open.takeTrailingHeadings();
    const chunk = open.close(document.kind, number, leadOf(before, last, open.pieces[0]));
    last = open.pieces.at(-1);
    before = chunk;
    number += 1;
    open = new OpenChunk();
    for (const heading of headings) open.add(heading);
    return chunk;
  };
  for (const piece of blockPieces(document)) {
    if (mustClose(open, piece)) yield close();
    let rest: Piece | undefined = piece;
    while (rest !== undefined) {
      const sum: number = open.tokens + rest.tokens;
      if (sum <= (open.tokens < ENOUGH ? MOST : FULL)) {
        open.add(rest);
        rest = undefined;
      } else if (open.tokens >= ENOUGH) {
        yield close();
      } else {
        const [first, more] = cutPiece(rest, FULL - open.tokens);
        open.add(first);
        rest = more;
        if (rest !== undefined) yield close();
      }
    }
  }
  if (open.pieces.length > 0) {
    yield open.close(document.kind, number, leadOf(before, last, open.pieces[0]));
  }
}

function* blockPieces(document: ReadDocument): Generator<Piece, void, void> {
  const path = new TitlePath(document.title);
  let block: Block | undefined;
  for (const next of document.blocks) {
    if (isBlank(next.text)) continue;
    if (block !== undefined) yield pieceOf(block, separatorBetween(block, next), path);
    block = next;
  }
  if (block !== undefined) yield pieceOf(block, "", path);
}

function pieceOf(block: Block, separator: string, path: TitlePath): Piece {
  if (block.kind === "heading") path.enter(block);
  const text = block.text + separator;
  return { block, text, tokens: estimateTokens(text), path: path.current, starts: true };
}

/** Another sheet or file, speech of another time, another table's columns, or a heading after enough. */
function mustClose(open: OpenChunk, piece: Piece): boolean {
  const last = open.pieces.at(-1);
  if (last === undefined) return false;
  if (last.block.section !== piece.block.section) return true;
  if ((piece.block.seconds ?? 0) - (open.pieces[0]?.block.seconds ?? 0) > SPOKEN_SECONDS) return true;
  if (piece.block.kind === "heading" && last.block.kind !== "heading") return open.tokens >= ENOUGH;
  const { header } = piece.block;
  return header !== undefined && open.header !== undefined && open.header !== header;
}

function cutPiece(piece: Piece, tokens: number): [Piece, Piece | undefined] {
  const at = cutAfter(piece.text, tokens);
  if (at >= piece.text.length) return [{ ...piece, tokens: Math.min(piece.tokens, tokens) }, undefined];
  const head = piece.text.slice(0, at);
  const tail = piece.text.slice(at);
  const headTokens = estimateTokens(head);
  // A long tail is not counted again for each piece that is cut off: that would take quadratic time.
  const tailTokens =
    tail.length <= EXACT_CHARS ? estimateTokens(tail) : Math.max(MOST * 2, piece.tokens - headTokens);
  return [
    { ...piece, text: head, tokens: headTokens },
    { ...piece, text: tail, tokens: tailTokens, starts: false },
  ];
}

/** The end of the chunk before, where the text flows on: not after a heading, a table's row or another file. */
function leadOf(before: Chunk | undefined, last: Piece | undefined, first: Piece | undefined): string {
  if (before === undefined || last === undefined || first === undefined) return "";
  if (last.block.section !== first.block.section) return "";
  if (first.starts && (first.block.kind === "heading" || first.block.kind === "table-row")) return "";
  return tailOf(before.text, LEAD_CHARS);
}

function languageOf(document: ReadDocument): string {
  const parts: string[] = [];
  let chars = 0;
  for (const { text } of document.blocks) {
    if (chars >= LANGUAGE_SAMPLE_CHARS) break;
    parts.push(text.slice(0, LANGUAGE_SAMPLE_CHARS - chars));
    chars += text.length;
  }
  return guessLanguage(parts.join("\n"));
}
