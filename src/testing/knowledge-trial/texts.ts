/** A content that says of every word where it stands, so that what is lost, doubled or of another time is seen. */
export interface Text {
  /** The document or page that it belongs to: `d3`, `p7`. */
  readonly of: string;
  readonly generation: number;
  readonly lines: readonly string[];
}

const WORDS_PER_LINE = 18;

export function textOf(of: string, generation: number, length: number): Text {
  const lines = Array.from({ length }, (_, line) => {
    const words = Array.from({ length: WORDS_PER_LINE }, (_, word) => `w${(line * 7 + word * 3) % 50}`);
    return `${mark(of, generation, line)} ${subject(of)} ${words.join(" ")}.`;
  });
  return { of, generation, lines };
}

/** The word by which a search finds every passage of it, whatever its generation. */
export function subject(of: string): string {
  return `subject${of}`;
}

export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

/** Generations that the words tell of. */
export function generationsIn(text: string, of: string): Set<number> {
  const marks = text.matchAll(new RegExp(`\\b${of}g(\\d+)l\\d+\\b`, "g"));
  return new Set([...marks].map(([, generation]) => Number(generation)));
}

function mark(of: string, generation: number, line: number): string {
  return `${of}g${generation}l${line}`;
}
