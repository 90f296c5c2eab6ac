import { reachOf } from "./token-estimate.ts";

const SENTENCE_END = /[.!?。！？…．]/;
const CLOSING = /["'”’»)\]]/;

/**
 * Where to cut `text` so that its beginning has at most `tokens`: after the last sentence of the second half
 * of what fits, else after the last word, else between two characters, never inside one. Always above 0.
 */
export function cutAfter(text: string, tokens: number): number {
  const reach = reachOf(text, tokens);
  if (reach >= text.length) return text.length;
  const earliest = reach >> 1;
  return (
    lastSentenceEnd(text, earliest, reach) ??
    lastWordEnd(text, earliest, reach) ??
    betweenCharacters(text, reach)
  );
}

/** The end of `text`, at most `chars` long, from a sentence's or a word's beginning on; "" when there is no border. */
export function tailOf(text: string, chars: number): string {
  const end = text.trimEnd();
  if (end.length <= chars) return end;
  const from = end.length - chars;
  for (let i = from; i < end.length - 1; i++) if (endsSentence(end, i)) return end.slice(i + 1).trimStart();
  for (let i = from; i < end.length - 1; i++) if (isSpace(end, i)) return end.slice(i + 1);
  return "";
}

function lastSentenceEnd(text: string, earliest: number, reach: number): number | undefined {
  for (let i = reach - 1; i >= earliest; i--)
    if (endsSentence(text, i)) return afterSpaces(text, i + 1, reach);
  return undefined;
}

function lastWordEnd(text: string, earliest: number, reach: number): number | undefined {
  for (let i = reach - 1; i >= earliest; i--) if (isSpace(text, i)) return i + 1;
  return undefined;
}

function betweenCharacters(text: string, reach: number): number {
  const end = Math.max(reach, 1);
  if (!isLowSurrogate(text, end) || !isHighSurrogate(text, end - 1)) return end;
  return end > 1 ? end - 1 : end + 1;
}

/** Whether the character at `i` ends a sentence or a line. */
function endsSentence(text: string, i: number): boolean {
  const here = text[i] ?? "";
  if (here === "\n") return true;
  if (CLOSING.test(here)) return SENTENCE_END.test(text[i - 1] ?? "") && isSpace(text, i + 1);
  return SENTENCE_END.test(here) && (here > "\u2fff" || isSpace(text, i + 1));
}

function afterSpaces(text: string, at: number, reach: number): number {
  let end = at;
  while (end < reach && isSpace(text, end)) end += 1;
  return end;
}

function isSpace(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  return code <= 32 || code === 0xa0 || code === 0x3000;
}

function isLowSurrogate(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  return code >= 0xdc00 && code <= 0xdfff;
}

function isHighSurrogate(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  return code >= 0xd800 && code <= 0xdbff;
}
