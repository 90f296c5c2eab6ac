import { isIrregular } from "../../terms/index.ts";

/** Letters a to z and nothing, in three places. */
const LETTERS = 27;
const KEYS = LETTERS ** 3;

/**
 * Tells words of plain letters that cannot have one of the wanted stems from those that may: a stem begins as its word
 * does, but for y and i and a few irregular ones. Stemming each word of each candidate took most of a search.
 * @param wanted terms as the index holds them
 */
export function termFilter(wanted: Iterable<string>): (word: string) => boolean {
  const begins = new Uint8Array(KEYS);
  let shorter = false;
  const short = new Uint8Array(LETTERS * LETTERS);
  for (const term of wanted) {
    const key = keyOf(term, 3);
    if (term.length < 3) {
      short[keyOf(term, 2)] = 1;
      shorter = true;
    } else if (key >= 0) begins[key] = 1;
  }
  return (word) => {
    const key = keyOf(word, 3);
    if (key < 0 || begins[key] === 1) return true;
    if (shorter && (short[keyOf(word, 2)] === 1 || short[keyOf(word, 1)] === 1)) return true;
    return isIrregular(word);
  };
}

/** Of its first letters; -1 where one of them is no plain letter. */
function keyOf(word: string, letters: number): number {
  let key = 0;
  for (let at = 0; at < letters; at += 1) {
    let letter = 0;
    if (at < word.length) {
      letter = (word.charCodeAt(at) | 32) - 96;
      if (letter < 1 || letter > 26) return -1;
      // "try" has the stem "tri".
      if (letter === 25) letter = 9;
    }
    key = key * LETTERS + letter;
  }
  return key;
}
