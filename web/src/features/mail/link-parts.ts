export interface TextPart {
  readonly text: string;
  /** Where the part leads, when it is one of the links. */
  readonly href?: string;
}

/** The text of a mail with its links set apart. Only http and https addresses are made to be followed. */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"')\]]+/g)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    const href = match[0].replace(/[.,;:!?]+$/, "");
    parts.push({ text: href, href });
    from = match.index + href.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}
