import type { CountedUnit, Extracted } from "./request.ts";
import { sentences } from "./sentences.ts";

/** How many words, characters, lines, sentences or paragraphs a text has. Characters are code points. */
export function countIn(text: string, unit: CountedUnit): number {
  switch (unit) {
    case "words":
      return text.match(/[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
    case "characters":
      return Array.from(text).length;
    case "lines":
      return text.split(/\r\n?|\n/).length;
    case "sentences":
      return text.split(/\n+/).reduce((sum, line) => sum + sentences(line).length, 0);
    case "paragraphs":
      return text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== "").length;
  }
}

const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\\.?";
const PATTERNS: Record<Extracted, RegExp> = {
  "e-mail addresses": /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g,
  links: /https?:\/\/[^\s<>"')\]]{3,500}/g,
  "phone numbers": /(?<![\w.])\+?\(?\d{1,4}\)?(?:[\s.-]?\d{2,4}){2,5}(?!\w)/g,
  dates: new RegExp(
    `\\b(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}|\\d{1,2}(?:st|nd|rd|th)?\\s+${MONTH}(?:\\s+\\d{4})?|${MONTH}\\s+\\d{1,2}(?:st|nd|rd|th)?(?:,?\\s+\\d{4})?)(?!\\w)`,
    "g",
  ),
  amounts:
    /(?:[$€£¥]\s?\d[\d,.]*\d|[$€£¥]\s?\d|\b\d[\d,.]*\s?(?:[$€£¥]|USD|EUR|GBP|CHF|PT|dollars?|euros?|pounds?))/g,
};

const MOST_FOUND = 50;

/** The distinct matches in the order of the text, at most 50. */
export function extractFrom(text: string, what: Extracted): string[] {
  const found = new Set<string>();
  for (const [match] of text.matchAll(PATTERNS[what])) {
    found.add(match.replace(/[.,;]+$/, "").trim());
    if (found.size >= MOST_FOUND) break;
  }
  return [...found];
}
