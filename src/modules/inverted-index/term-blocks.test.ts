import { describe, expect, it } from "vitest";
import { compareTerms } from "../terms/index.ts";
import { type TermList, termListOf, writerOf } from "./postings.ts";
import { BlockWriter, listIn, listsOf, type TermBlock, termsOf } from "./term-blocks.ts";

const TERMS = [
  "a",
  "ab",
  "abc",
  "b",
  "refund",
  "refunds",
  "rückgabe",
  "größe",
  "日本",
  "😀",
  "€",
  "e\u0301",
  "x".repeat(64),
];

function list(term: string, chunks: number, first = 0): TermList {
  const ordinals = Array.from({ length: chunks }, (_, at) => first + at * 3);
  return termListOf(term, writerOf(ordinals.map((ordinal) => ({ ordinal, body: 1, heading: 0, around: 0 }))));
}

function pack(lists: readonly TermList[]): TermBlock[] {
  const writer = new BlockWriter();
  return [...lists.map((one) => writer.add(one)), writer.finish()].filter((block) => block !== null);
}

const plain = ({ data, ...rest }: TermList) => ({ ...rest, data: [...data] });

describe("blocks of terms", () => {
  it("give back every list as it was, in the order of their terms", () => {
    const lists = [...TERMS].sort(compareTerms).map((term, at) => list(term, at * 40 + 1, at));
    const blocks = pack(lists);
    expect(blocks.length).toBeGreaterThan(1);
    expect(blocks.flatMap((block) => [...listsOf(block)].map(plain))).toEqual(lists.map(plain));
    expect(blocks.flatMap((block) => [...termsOf(block.terms)])).toEqual(lists.map(({ term }) => term));
    expect(blocks.map(({ firstTerm }) => firstTerm)).toEqual(
      blocks.map(({ terms }) => [...termsOf(terms)][0]),
    );
  });

  it("find a term, and say of any other that it is not there", () => {
    const [block] = pack(["delay", "deliver", "delta"].map((term) => list(term, 3)));
    if (block === undefined) throw new Error("There is no block.");
    expect(plain(listIn(block, "deliver") ?? list("", 0))).toEqual(plain(list("deliver", 3)));
    for (const other of ["", "a", "del", "delivery", "deliveries", "delu", "z", "délay"]) {
      expect(listIn(block, other)).toBeNull();
    }
  });

  it("are small: a list longer than a block stands alone in one", () => {
    const blocks = pack([list("a", 10), list("b", 5_000), list("c", 10)]);
    expect(blocks.map(({ terms }) => [...termsOf(terms)])).toEqual([["a"], ["b"], ["c"]]);
    const many = pack(Array.from({ length: 5_000 }, (_, at) => list(`t${String(at).padStart(5, "0")}`, 2)));
    for (const { terms, lists } of many) expect(terms.length + lists.length).toBeLessThanOrEqual(1_800);
  });

  it("of no lists are none", () => {
    expect(pack([])).toEqual([]);
  });

  it("that are damaged say so instead of ending never or reading past their end", () => {
    const [block] = pack(["delay", "deliver"].map((term) => list(term, 3)));
    if (block === undefined) throw new Error("There is no block.");
    for (let length = 1; length < block.terms.length; length += 1) {
      const cut = { terms: block.terms.subarray(0, length), lists: block.lists };
      let found: unknown;
      try {
        found = [...listsOf(cut)].length;
      } catch (error) {
        found = error;
      }
      expect(found === 1 || found instanceof RangeError).toBe(true);
    }
  });
});
