import type { Block, BlockKind } from "../../../modules/knowledge/ports.ts";
import { cleaned, type DomElement, type DomNode, isElement, isText } from "./dom.ts";
import { isDataTable, tableRows } from "./table-rows.ts";
import { isHidden } from "./visibility.ts";

const BREAKS: ReadonlySet<string> = new Set(
  (
    "address article aside blockquote body center dd details div dl dt fieldset figure footer form header hgroup hr " +
    "legend main nav ol p section summary table tbody td tfoot th thead tr ul"
  ).split(" "),
);
const KINDS: ReadonlyMap<string, BlockKind> = new Map([
  ["h1", "heading"],
  ["h2", "heading"],
  ["h3", "heading"],
  ["h4", "heading"],
  ["h5", "heading"],
  ["h6", "heading"],
  ["li", "list-item"],
  ["figcaption", "caption"],
  ["caption", "caption"],
]);

/** A place in the tree where text takes another role until it ends. */
interface Frame {
  readonly kind: BlockKind;
  readonly level: number | undefined;
  readonly breaks: boolean;
}

/**
 * Text under an element in reading order. The tree is walked without recursion, so that no depth of nesting
 * overflows the stack; what the page hides from people is passed over.
 */
export function blocksOf(root: DomElement, most: number): Block[] {
  const blocks: Block[] = [];
  let frame: Frame = { kind: "paragraph", level: undefined, breaks: true };
  const frames: Frame[] = [];
  let text: string[] = [];
  const flush = () => {
    const whole = tidy(text.join(""));
    text = [];
    if (whole !== "") blocks.push(blockOf(frame, whole));
  };
  const enter = (element: DomElement): boolean => {
    const name = element.localName;
    if (name === "br") text.push("\n");
    if (name === "pre") {
      flush();
      const code = cleaned(element.textContent ?? "")
        .replace(/^\n/, "")
        .trimEnd();
      if (code.trim() !== "") blocks.push({ kind: "code", text: code });
      return false;
    }
    if (name === "table" && isDataTable(element)) {
      flush();
      for (const block of tableRows(element)) blocks.push(block);
      return false;
    }
    const kind = KINDS.get(name);
    const breaks = kind !== undefined || BREAKS.has(name);
    if (breaks) flush();
    frames.push(frame);
    frame = kind === undefined ? { ...frame, breaks } : { kind, level: levelOf(name), breaks };
    return true;
  };
  const leave = () => {
    if (frame.breaks) flush();
    frame = frames.pop() ?? frame;
  };

  for (let node: DomNode | null = root.firstChild; node !== null && blocks.length < most; ) {
    if (isText(node)) text.push((node.textContent ?? "").replace(/\s+/g, " "));
    if (isElement(node) && !isHidden(node) && enter(node)) {
      if (node.firstChild !== null) {
        node = node.firstChild;
        continue;
      }
      leave();
    }
    while (node !== null && node !== root && node.nextSibling === null) {
      node = node.parentNode;
      if (node !== null && node !== root) leave();
    }
    node = node === null || node === root ? null : node.nextSibling;
  }
  flush();
  return blocks.slice(0, most);
}

function blockOf(frame: Frame, text: string): Block {
  return frame.level === undefined
    ? { kind: frame.kind, text }
    : { kind: frame.kind, level: frame.level, text };
}

function levelOf(name: string): number | undefined {
  return /^h[1-6]$/.test(name) ? Number(name[1]) : undefined;
}

function tidy(text: string): string {
  return cleaned(text)
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{2,}/g, "\n")
    .trim();
}
