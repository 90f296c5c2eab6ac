/** Cuts text into runs: word characters with what joins them inside identifiers, paths, addresses, times, amounts. */

const WORD = 1;
const UNSPACED = 2;
const OTHER = 3;

/** Class of each UTF-16 unit, found out when it is met first; property escapes are too slow for every letter. */
const classes = new Uint8Array(65_536);
const WORD_CHARACTER = /^[\p{L}\p{N}\p{M}_]$/u;
const UNSPACED_LETTER =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]$/u;
const JOINERS = new Set([..."-./\\@:+#'’&=~,"].map((letter) => letter.charCodeAt(0)));
const DASH = 45;
const PLUS = 43;
const HASH = 35;

export interface Run {
  text: string;
  /** Where it begins in the text, in UTF-16 units. */
  offset: number;
  /** Of ASCII letters only, without a joiner. */
  simple: boolean;
  /** Upper case after lower case, or two capitals before one: there are words within. */
  humps: boolean;
  unspaced: boolean;
  digits: boolean;
}

/** The next run at or after `from`, written into `run`. @returns where it ends; -1 when there is none */
export function nextRun(text: string, from: number, run: Run): number {
  const { length } = text;
  let at = from;
  while (at < length && !isWord(classAt(text, at))) at += 1;
  if (at >= length) return -1;
  const first = at;
  run.simple = true;
  run.humps = false;
  run.unspaced = false;
  run.digits = false;
  let lowerBefore = false;
  for (;;) {
    for (; at < length; at += 1) {
      const kind = classAt(text, at);
      if (!isWord(kind)) break;
      const code = text.charCodeAt(at);
      const small = code >= 97 && code <= 122;
      const capital = code >= 65 && code <= 90;
      if (capital && lowerBefore) run.humps = true;
      lowerBefore = small;
      if (!small && !capital) run.simple = false;
      if (code >= 48 && code <= 57) run.digits = true;
      if (kind === UNSPACED) run.unspaced = true;
      // The other half of a letter beyond the first plane.
      if (code >= 0xd800 && code <= 0xdbff) at += 1;
    }
    let joined = at;
    while (joined < length && joined - at < 4 && JOINERS.has(text.charCodeAt(joined))) joined += 1;
    if (joined === at || joined >= length || !isWord(classAt(text, joined))) break;
    run.simple = false;
    at = joined;
  }
  if (text.charCodeAt(at) === PLUS && text.charCodeAt(at + 1) === PLUS) at += 2;
  else if (text.charCodeAt(at) === HASH) at += 1;
  const begin = withDashes(text, first, from);
  if (begin !== first || at > length) run.simple = false;
  run.text = text.slice(begin, at);
  if (run.simple && (text.charCodeAt(at - 1) === PLUS || text.charCodeAt(at - 1) === HASH))
    run.simple = false;
  run.offset = begin;
  return at;
}

/** An option of a command keeps its dashes: `--no-check`, `-f`. */
function withDashes(text: string, first: number, from: number): number {
  if (text.charCodeAt(first - 1) !== DASH || first - 1 < from) return first;
  const begin = text.charCodeAt(first - 2) === DASH && first - 2 >= from ? first - 2 : first - 1;
  const code = text.charCodeAt(first);
  const letter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  return letter &&
    (begin === 0 || text.charCodeAt(begin - 1) <= 32 || /[\s"'`([{|]/.test(text[begin - 1] ?? ""))
    ? begin
    : first;
}

function isWord(kind: number): boolean {
  return kind === WORD || kind === UNSPACED;
}

function classAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 0xd800 && code <= 0xdfff) return classify(String.fromCodePoint(text.codePointAt(at) ?? 0));
  const known = classes[code] ?? 0;
  if (known !== 0) return known;
  const found = classify(text[at] ?? "");
  classes[code] = found;
  return found;
}

function classify(letter: string): number {
  if (!WORD_CHARACTER.test(letter)) return OTHER;
  return UNSPACED_LETTER.test(letter) ? UNSPACED : WORD;
}
