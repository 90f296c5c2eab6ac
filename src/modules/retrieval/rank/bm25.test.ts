import { describe, expect, it } from "vitest";
import { chunkAt } from "../../inverted-index/index.ts";
import { partlyOpen, type ShortDocument } from "../testing/partly-open.ts";
import { frequencyOf, rarityOf, type ScoredConcept, scoreChunks } from "./bm25.ts";
import type { IndexReader } from "./reader.ts";

const concept = (...terms: string[]): ScoredConcept => ({
  weight: 1,
  variants: terms.map((term) => ({ term, weight: 1 })),
});

async function score(reader: IndexReader, concepts: readonly ScoredConcept[], limit = 100) {
  const terms = concepts.flatMap(({ variants }) => variants.map(({ term }) => term));
  const scores = scoreChunks(reader.segments, concepts, await reader.postings(terms), limit);
  const candidates = scores.candidates.map(({ segment, ordinal, score }) => {
    const layout = reader.segments[segment]?.layout;
    if (layout === undefined) throw new Error("There is no such segment.");
    const { versionId, number } = chunkAt(layout, ordinal);
    return { at: `${versionId} ${number}`, score };
  });
  return { ...scores, candidates };
}

const open: ShortDocument[] = [
  { name: "one", texts: ["the heron fishes at dawn", "a heron and a heron", "nothing of it"] },
  { name: "two", texts: ["the dawn is early and long and full of words that say nothing of birds at all"] },
];

describe("BM25F", () => {
  it("finds the chunks that hold a word, and those that hold it oftener first", async () => {
    const { candidates } = await score(partlyOpen(open), [concept("heron")]);
    expect(candidates.map(({ at }) => at)).toEqual(["one 1", "one 0"]);
  });

  it("adds the words of a question up, and counts the best way to say each", async () => {
    const reader = partlyOpen(open);
    const both = await score(reader, [concept("heron"), concept("dawn")]);
    expect(both.candidates[0]?.at).toBe("one 0");
    const said = await score(reader, [concept("heron", "dawn")]);
    const [heron, dawn] = [await score(reader, [concept("heron")]), await score(reader, [concept("dawn")])];
    const of = ({ candidates }: typeof heron) => candidates.find(({ at }) => at === "one 0")?.score ?? 0;
    expect(of(said)).toBeLessThan(of(heron) + of(dawn));
  });

  it("values rare words more than common ones", () => {
    expect(rarityOf(1, 1_000)).toBeGreaterThan(rarityOf(10, 1_000));
    expect(rarityOf(1_000, 1_000)).toBeGreaterThan(0);
    expect(rarityOf(5_000, 1_000)).toBeGreaterThan(0);
  });

  it("says of each word whether anything that may be read holds it", async () => {
    const closed = { name: "vault", texts: ["the zeppelin"], closed: true };
    const { occurs } = await score(partlyOpen([...open, closed]), [concept("heron"), concept("zeppelin")]);
    expect(occurs).toEqual([true, false]);
  });

  it("gives as many as asked for, and the best of all", async () => {
    const texts = Array.from({ length: 300 }, (_, number) => `heron ${"x ".repeat(number)}`);
    const reader = partlyOpen([{ name: "many", texts }]);
    const all = await score(reader, [concept("heron")], 300);
    const some = await score(reader, [concept("heron")], 7);
    expect(some.candidates).toEqual(all.candidates.slice(0, 7));
    const scores = all.candidates.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  it("of words that nothing holds finds nothing", async () => {
    expect(await score(partlyOpen(open), [concept("zeppelin")])).toMatchObject({
      candidates: [],
      occurs: [false],
    });
    expect(await score(partlyOpen([]), [concept("heron")])).toMatchObject({ candidates: [] });
  });
});

describe("what the asker may not read", () => {
  const closed: ShortDocument[] = [
    { name: "vault", texts: ["heron heron heron", "dawn heron", "heron"], closed: true },
    { name: "safe", texts: [`a long text of dawn ${"and other words ".repeat(40)}`], closed: true },
  ];
  const concepts = [concept("heron"), concept("dawn")];

  it("is not found and changes no score, wherever it stands in the index", async () => {
    const without = await score(partlyOpen(open), concepts);
    for (const documents of [
      [...open, ...closed],
      [...closed, ...open],
    ]) {
      const { candidates, rarities, occurs } = await score(partlyOpen(documents), concepts);
      expect(candidates.map(({ at }) => at)).toEqual(without.candidates.map(({ at }) => at));
      candidates.forEach(({ score }, at) => {
        expect(score).toBeCloseTo(without.candidates[at]?.score ?? 0, 5);
      });
      expect(rarities).toEqual(without.rarities);
      expect(occurs).toEqual(without.occurs);
    }
  });

  it("does not count in how common a word is", async () => {
    const reader = partlyOpen([...open, ...closed]);
    const postings = (await reader.postings(["heron"])).get("heron") ?? [];
    expect(frequencyOf(postings, reader.segments)).toBe(2);
  });
});
