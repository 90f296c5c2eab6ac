import { describe, expect, it } from "vitest";
import { BloomFilterBuilder, mayHold } from "./bloom-filter.ts";

function filterOf(terms: readonly string[]): Uint8Array {
  const builder = new BloomFilterBuilder();
  for (const term of terms) builder.add(term);
  return builder.finish();
}

const termsLike = (letter: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${letter}${at}`);

describe("a Bloom filter", () => {
  it("holds all that was added, whatever its letters", () => {
    const terms = [...termsLike("t", 5_000), "", "größe", "日本", "😀", "x".repeat(64)];
    const filter = filterOf(terms);
    expect(terms.filter((term) => !mayHold(filter, term))).toEqual([]);
  });

  it("says of ninety-eight in a hundred others that it does not, in 10 bits a term", () => {
    for (const count of [1, 20, 300, 20_000]) {
      const filter = filterOf(termsLike("t", count));
      expect(filter.length).toBeLessThanOrEqual(Math.max(8, Math.ceil(count * 1.25)));
      const wrong = termsLike("u", 10_000).filter((term) => mayHold(filter, term)).length;
      expect(wrong).toBeLessThan(200);
    }
  });

  it("of nothing holds nothing", () => {
    expect(mayHold(filterOf([]), "refund")).toBe(false);
  });
});
