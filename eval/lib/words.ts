const WORD = /[\p{L}\p{N}]+/gu;

/** Words of a text, lower case: what texts are compared by, whatever a reader makes of marks and spaces. */
export function wordsOf(text: string): string[] {
  return text.normalize("NFKC").toLowerCase().match(WORD) ?? [];
}

/** Whether the words of `part` stand in `text` in a row. */
export function holds(text: string, part: string): boolean {
  return ` ${wordsOf(text).join(" ")} `.includes(` ${wordsOf(part).join(" ")} `);
}

/** Places in `words` at which `part` begins. */
export function placesOf(words: readonly string[], part: readonly string[]): number[] {
  const places: number[] = [];
  for (let at = 0; at + part.length <= words.length; at += 1) {
    if (part.every((word, index) => words[at + index] === word)) places.push(at);
  }
  return places;
}
