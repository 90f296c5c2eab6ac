import type { Block } from "./split-blocks.ts";

const ATX = /^ {0,3}(#{1,6})(?:[ \t]|$)/gm;
const SETEXT_ONE = /\S.*\n {0,3}=+[ \t]*$/m;

/** The highest heading of an answer, 1 to 6; 1 when it has none. Code does not count. */
export function topHeading(blocks: readonly Block[]): number {
  let top = 7;
  for (const block of blocks) {
    if (block.kind === "code" || !/[#=]/.test(block.source)) continue;
    for (const match of block.source.matchAll(ATX)) top = Math.min(top, match[1]?.length ?? 6);
    if (SETEXT_ONE.test(block.source)) top = 1;
  }
  return top === 7 ? 1 : top;
}

/**
 * The level that a heading gets on the page: the highest one of the answer comes right under the title of the
 * conversation (level 1), so that no level is left out.
 */
export function pageLevel(level: number, top: number): 2 | 3 | 4 | 5 | 6 {
  const moved = Math.min(6, Math.max(2, level - top + 2));
  return moved === 2 ? 2 : moved === 3 ? 3 : moved === 4 ? 4 : moved === 5 ? 5 : 6;
}
