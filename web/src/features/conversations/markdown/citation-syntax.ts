/** The part of an mdast node (https://github.com/syntax-tree/mdast) that citations need. */
export interface TextTree {
  type: string;
  value?: string;
  children?: TextTree[];
  data?: { hName: string; hProperties: Record<string, string> };
}

const CITATION = /\[(\d{1,3})\]/g;
/** The word that a chip sticks to, longest part that must not break. */
const LAST_WORD = /\S{1,40}$/;
const CLOSING = /^[.,;:!?)\]’”"']{1,3}/;

/**
 * A remark plugin: `[1]` in running text becomes a `cite-chip` element, held together with the word before it and
 * the punctuation behind it, so that a chip never starts a line. Code and links keep their text.
 * @param isCited whether an answer has a passage of this number; other numbers in brackets stay text
 */
export function citationPlugin(isCited: (number: number) => boolean) {
  return () => (tree: TextTree) => {
    walk(tree, isCited);
  };
}

function walk(node: TextTree, isCited: (number: number) => boolean): void {
  if (!node.children || node.type === "link" || node.type === "linkReference") return;
  node.children = node.children.flatMap((child) => {
    if (child.type === "text") return cite(child.value ?? "", isCited);
    walk(child, isCited);
    return [child];
  });
}

/** A text cut into text, chips, and no-break groups of both. */
export function cite(text: string, isCited: (number: number) => boolean): TextTree[] {
  const nodes: TextTree[] = [];
  let at = 0;
  for (const match of text.matchAll(CITATION)) {
    const number = Number(match[1]);
    if (number === 0 || !isCited(number)) continue;
    const before = text.slice(at, match.index);
    const chip = element("cite-chip", [textNode(String(number))], { number: String(number) });
    at = match.index + match[0].length;
    const group = nodes.at(-1);
    if (before === "" && group?.data?.hName === "cite-group") group.children?.push(chip);
    else {
      const glued = before.trimEnd();
      const word = LAST_WORD.exec(glued)?.[0] ?? "";
      push(nodes, glued.slice(0, glued.length - word.length));
      nodes.push(element("cite-group", word ? [textNode(word), chip] : [chip]));
    }
    const closing = CLOSING.exec(text.slice(at))?.[0] ?? "";
    if (closing) nodes.at(-1)?.children?.push(textNode(closing));
    at += closing.length;
  }
  push(nodes, text.slice(at));
  return nodes;
}

function push(nodes: TextTree[], text: string): void {
  if (text !== "") nodes.push(textNode(text));
}

function textNode(value: string): TextTree {
  return { type: "text", value };
}

function element(hName: string, children: TextTree[], hProperties: Record<string, string> = {}): TextTree {
  return { type: "citation", data: { hName, hProperties }, children };
}
