import { describe, expect, it } from "vitest";
import { type ListSource, mergeLists } from "./merge-lists.ts";
import { eachPosting, type Occurrence, type TermList, termListOf, writerOf } from "./postings.ts";

type Segment = Readonly<Record<string, readonly number[]>>;

const ALL = (length: number, from: number) => Int32Array.from({ length }, (_, at) => from + at);

/** Every second list only comes after a wait, as a page of the database does. */
function source(segment: Segment): ListSource {
  const lists = Object.keys(segment)
    .sort()
    .map((term) =>
      termListOf(
        term,
        writerOf(
          (segment[term] ?? []).map((ordinal) => ({ ordinal, body: ordinal % 9, heading: 1, around: 0 })),
        ),
      ),
    );
  let at = 0;
  return {
    get head(): TermList | null {
      return lists[at] ?? null;
    },
    advance() {
      at += 1;
      return at % 2 === 0 ? Promise.resolve() : undefined;
    },
  };
}

async function merged(
  segments: readonly Segment[],
  ordinals: readonly Int32Array[],
): Promise<Map<string, Occurrence[]>> {
  const found = new Map<string, Occurrence[]>();
  for await (const { term, documentFrequency, lastOrdinal, data } of mergeLists(
    segments.map(source),
    ordinals,
  )) {
    const list: Occurrence[] = [];
    eachPosting(data, (ordinal, body, heading, around) => list.push({ ordinal, body, heading, around }));
    expect(documentFrequency).toBe(list.length);
    expect(lastOrdinal).toBe(list.at(-1)?.ordinal);
    found.set(term, list);
  }
  return found;
}

const A: Segment = { apple: [0, 2], pear: [1] };
const B: Segment = { apple: [0, 1, 200], quince: [7] };
const at = (ordinal: number, was: number): Occurrence => ({ ordinal, body: was % 9, heading: 1, around: 0 });

describe("merging the lists of segments", () => {
  it("sets those of one term behind each other and keeps the order of terms", async () => {
    const found = await merged([A, B], [ALL(3, 0), ALL(201, 3)]);
    expect([...found]).toEqual([
      ["apple", [at(0, 0), at(2, 2), at(3, 0), at(4, 1), at(203, 200)]],
      ["pear", [at(1, 1)]],
      ["quince", [at(10, 7)]],
    ]);
  });

  it("leaves out chunks that are gone, and terms that nothing is left of", async () => {
    const left = ALL(201, 2).map((ordinal, old) => (old >= 200 ? -1 : ordinal));
    const found = await merged([A, B], [Int32Array.of(0, -1, 1), left]);
    expect([...found]).toEqual([
      ["apple", [at(0, 0), at(1, 2), at(2, 0), at(3, 1)]],
      ["quince", [at(9, 7)]],
    ]);
  });

  it("of a segment of which nothing is left takes nothing", async () => {
    const found = await merged([A, B], [Int32Array.of(-1, -1, -1), ALL(201, 0)]);
    expect([...found.keys()]).toEqual(["apple", "quince"]);
    expect(found.get("apple")).toEqual([at(0, 0), at(1, 1), at(200, 200)]);
  });

  it("merged once more it is as if all had been merged at once", async () => {
    const once = await merged([A, B, A], [ALL(3, 0), ALL(201, 3), ALL(3, 204)]);
    const first = await merged([A, B], [ALL(3, 0), ALL(201, 3)]);
    const again: Segment = Object.fromEntries(
      [...first].map(([term, list]) => [term, list.map((one) => one.ordinal)]),
    );
    const twice = await merged([again, A], [ALL(204, 0), ALL(3, 204)]);
    const places = (found: Map<string, Occurrence[]>) =>
      [...found].map(([term, list]) => [term, list.map(({ ordinal }) => ordinal)]);
    expect(places(twice)).toEqual(places(once));
  });
});
