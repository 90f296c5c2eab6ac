import type { Block, ReadDocument } from "./contract.ts";

/** The canonical text of a document: what its chunks' texts, joined, rebuild exactly. Blank blocks have no part in it. */
export function documentText(document: ReadDocument): string {
  const parts: string[] = [];
  let before: Block | undefined;
  for (const block of document.blocks) {
    if (isBlank(block.text)) continue;
    if (before !== undefined) parts.push(separatorBetween(before, block));
    parts.push(block.text);
    before = block;
  }
  return parts.join("");
}

export function isBlank(text: string): boolean {
  return !/\S/.test(text);
}

/** Rows of one table and items of one list stand line below line; all else is apart by an empty line. */
export function separatorBetween(before: Block, after: Block): string {
  const close = before.kind === after.kind && (after.kind === "table-row" || after.kind === "list-item");
  return close && before.header === after.header ? "\n" : "\n\n";
}
