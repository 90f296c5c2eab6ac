import { createRequire } from "node:module";
import type { countTokens as CountTokens } from "gpt-tokenizer/encoding/o200k_base";

const SLICE_CHARS = 1_024;
const RUN_WEIGHT = 128;
const HEAD_CHARS = 200_000;
const HEAD_WORK = 4_000_000;
const SAMPLES = 16;
const MERGE_CACHE_ENTRIES = 4_000;
const PLAIN_TEXT = { disallowedSpecial: new Set<string>() };

let loaded: typeof CountTokens | undefined;

/**
 * The first 200,000 characters are counted, fewer when they hold long unbroken runs, which are slow to
 * merge; what follows is estimated from 16 slices spread over it.
 */
export function countText(text: string): number {
  const head = countFrom(text, 0, Math.min(text.length, HEAD_CHARS), HEAD_WORK);
  const rest = text.length - head.end;
  if (rest <= 0) return head.tokens;
  const step = rest / SAMPLES;
  const width = Math.min(SLICE_CHARS, Math.max(1, Math.floor(step)));
  let sampled = 0;
  for (let i = 0; i < SAMPLES; i++) {
    const from = Math.min(head.end + Math.floor(i * step), text.length - width);
    sampled += countFrom(text, from, from + width, Number.POSITIVE_INFINITY).tokens;
  }
  return head.tokens + Math.ceil((sampled / (SAMPLES * width)) * rest);
}

/** The counting function of o200k_base; loaded when first needed. */
export function loadTokenizer(): typeof CountTokens {
  if (loaded === undefined) {
    const load = createRequire(import.meta.url);
    // The package's own declaration of this entry point; require() itself is untyped.
    const encoding = load(
      "gpt-tokenizer/encoding/o200k_base",
    ) as typeof import("gpt-tokenizer/encoding/o200k_base");
    // The default of 100,000 entries, each up to a slice long, would hold hundreds of megabytes.
    encoding.setMergeCacheSize(MERGE_CACHE_ENTRIES);
    loaded = encoding.countTokens;
  }
  return loaded;
}

/** Counts slice by slice until `to` or until the runs met so far weigh more than `work`. */
function countFrom(text: string, from: number, to: number, work: number): { tokens: number; end: number } {
  const count = loadTokenizer();
  let tokens = 0;
  let spent = 0;
  let start = from;
  while (start < to && spent < work) {
    const slice = sliceAt(text, start, to);
    tokens += count(text.slice(start, slice.end), PLAIN_TEXT);
    spent += slice.work;
    start = slice.end;
  }
  return { tokens, end: start };
}

/**
 * Merging is quadratic in the bytes of one run of like characters, so `work` is the sum of squares,
 * and a slice also ends inside a run of more than 128 bytes. Prose has none; a surrogate pair stays whole.
 */
function sliceAt(text: string, start: number, to: number): { end: number; work: number } {
  const limit = Math.min(start + SLICE_CHARS, to);
  let work = 0;
  let weight = 0;
  let kind = -1;
  for (let i = start; i < limit; i++) {
    const code = text.charCodeAt(i);
    const now = runKind(code);
    if (now !== kind) {
      work += weight * weight;
      weight = 0;
      kind = now;
    }
    weight += code < 128 ? 1 : 3;
    if (weight > RUN_WEIGHT && i > start && !isLowSurrogate(code))
      return { end: i, work: work + weight * weight };
  }
  work += weight * weight;
  const splitsPair = limit < to && limit > start + 1 && isLowSurrogate(text.charCodeAt(limit));
  return { end: splitsPair ? limit - 1 : limit, work };
}

function runKind(code: number): number {
  if (code >= 128) return 0;
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) return 1;
  if (code >= 48 && code <= 57) return 2;
  return code <= 32 ? 3 : 4;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
