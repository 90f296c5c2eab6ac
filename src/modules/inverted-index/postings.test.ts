import { describe, expect, it } from "vitest";
import { eachPosting, type Occurrence, PostingWriter, writerOf } from "./postings.ts";

function read(data: Uint8Array): Occurrence[] {
  const found: Occurrence[] = [];
  eachPosting(data, (ordinal, body, heading, around) => found.push({ ordinal, body, heading, around }));
  return found;
}

/** Numbers from 0 to 1, the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

function randomList(random: () => number): Occurrence[] {
  const list: Occurrence[] = [];
  const step = 1 + Math.floor(random() ** 4 * 100_000);
  const count = (often: number) => (random() < often ? Math.floor(random() ** 6 * 5_000) : 0);
  for (let ordinal = Math.floor(random() * step); list.length < random() * 400; ) {
    const counts = { body: count(0.9), heading: count(0.3), around: count(0.2) };
    if (counts.body + counts.heading + counts.around === 0) counts.body = 1;
    list.push({ ordinal, ...counts });
    ordinal += 1 + Math.floor(random() * step);
  }
  return list;
}

describe("posting lists", () => {
  it("give back what was written, whatever it was", () => {
    const random = seeded(7);
    for (let round = 0; round < 500; round += 1) {
      const list = randomList(random);
      expect(read(writerOf(list).finish())).toEqual(list);
    }
  });

  it("hold the largest segment and the largest counts", () => {
    const list = [
      { ordinal: 0, body: 1, heading: 0, around: 0 },
      { ordinal: 400_000_000, body: 4_294_967_295, heading: 4_000_000_000, around: 9 },
    ];
    expect(read(writerOf(list).finish())).toEqual(list);
  });

  it("take one byte for a word once in each chunk", () => {
    const everywhere = Array.from({ length: 1_000 }, (_, ordinal) => ({
      ordinal,
      body: 1,
      heading: 0,
      around: 0,
    }));
    expect(writerOf(everywhere).finish()).toHaveLength(1_000);
  });

  it("of nothing are empty", () => {
    expect(read(writerOf([]).finish())).toEqual([]);
  });

  it("refuse a chunk twice or out of order", () => {
    const writer = new PostingWriter();
    writer.add(4, 1, 0, 0);
    expect(() => writer.add(4, 1, 0, 0)).toThrow(RangeError);
    expect(() => writer.add(3, 1, 0, 0)).toThrow(RangeError);
  });

  it("that were cut off or overwritten are refused, not misread for ever", () => {
    const whole = writerOf([{ ordinal: 100_000, body: 300, heading: 1, around: 1 }]).finish();
    for (let bytes = 1; bytes < whole.length; bytes += 1) {
      expect(() => read(whole.subarray(0, bytes))).toThrow(RangeError);
    }
    expect(() => read(new Uint8Array(64).fill(255))).toThrow(RangeError);
  });
});
