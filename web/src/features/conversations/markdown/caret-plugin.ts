import type { TextTree } from "./citation-syntax.ts";

/** A remark plugin: puts the writing caret behind the last words, wherever they stand: in a cell, an item, a quote. */
export function caretPlugin() {
  return (tree: TextTree) => {
    let node = tree;
    for (;;) {
      const last = node.children?.at(-1);
      if (!last?.children || last.type === "link") break;
      node = last;
    }
    node.children = [
      ...(node.children ?? []),
      { type: "caret", data: { hName: "answer-caret", hProperties: {} }, children: [] },
    ];
  };
}
