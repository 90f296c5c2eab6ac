import { describe, expect, it } from "vitest";
import { partlyOpen, type ShortDocument } from "../testing/partly-open.ts";
import { findPassages } from "./find-passages.ts";

const open: ShortDocument[] = [
  {
    name: "ferry",
    texts: ["The ferry to the island departs at nine.", "Dogs travel on the ferry for free."],
  },
  { name: "office", texts: ["The harbour office opens at eight.", "Parcels are kept for a week."] },
];
const closed: ShortDocument = {
  name: "vault",
  texts: ["The ferry to the island departs at nine.", "The password of the harbour office is otter."],
  closed: true,
};
const find = (question: string, documents = open, limit = 10) =>
  findPassages(partlyOpen(documents), question, { limit });
const textsOf = async (...given: Parameters<typeof find>) =>
  (await find(...given)).passages.map(({ chunk }) => chunk.text);

describe("finding passages", () => {
  it("gives what answers first, none twice, scores falling and from 0 to 1", async () => {
    const { passages } = await find("when does the ferry to the island depart?");
    expect(passages[0]?.chunk.text).toBe("The ferry to the island departs at nine.");
    const scores = passages.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
    const keys = passages.map(({ chunk }) => `${chunk.versionId} ${chunk.number}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("gives no more than asked for", async () => {
    expect(await textsOf("ferry", open, 1)).toHaveLength(1);
  });

  it("reads a slip of typing as what was meant, and says so", async () => {
    const { passages, corrected } = await find("when does the harbuor office open?");
    expect(passages[0]?.chunk.text).toBe("The harbour office opens at eight.");
    expect(Object.keys(corrected)).toEqual(["harbuor"]);
  });

  it("finds nothing in what may not be read, and answers as if it were not there", async () => {
    expect(await textsOf("password otter", [closed, ...open])).not.toContain(closed.texts[1]);
    const question = "when does the ferry to the island depart?";
    const [without, beside] = [await find(question), await find(question, [closed, ...open])];
    expect(beside.passages.map(({ chunk }) => chunk)).toEqual(without.passages.map(({ chunk }) => chunk));
    beside.passages.forEach(({ score }, at) => {
      expect(score).toBeCloseTo(without.passages[at]?.score ?? 0, 5);
    });
    expect(beside.confidence).toBeCloseTo(without.confidence, 5);
  });

  it("takes in what vectors are near to, unless it may not be read", async () => {
    const near = [
      { versionId: "office", number: 1 },
      { versionId: "vault", number: 1 },
    ];
    const reader = partlyOpen([closed, ...open]);
    const { passages } = await findPassages(reader, "ferry", {
      limit: 10,
      vectorHits: near.map((ref, at) => ({ ...ref, score: 0.9 - at / 10 })),
    });
    const texts = passages.map(({ chunk }) => chunk.text);
    expect(texts).toContain("Parcels are kept for a week.");
    expect(texts).not.toContain(closed.texts[1]);
  });

  it("of an empty index, and of a question without words, finds nothing", async () => {
    expect(await find("ferry", [])).toMatchObject({ passages: [], confidence: 0 });
    expect(await find("?!")).toMatchObject({ passages: [], confidence: 0 });
  });

  it("ends when the asker leaves", async () => {
    const left = AbortSignal.abort(new Error("left"));
    await expect(findPassages(partlyOpen(open), "ferry", { limit: 10, signal: left })).rejects.toThrow(
      "left",
    );
  });
});

describe("confidence", () => {
  it("is from 0 to 1, and higher for a question that is answered than for one that is not", async () => {
    const answered = await find("when does the ferry to the island depart?");
    const unanswered = await find("when does the zeppelin to the volcano depart?");
    expect(answered.confidence).toBeLessThanOrEqual(1);
    expect(answered.confidence).toBeGreaterThan(unanswered.confidence);
    expect(unanswered.confidence).toBeGreaterThanOrEqual(0);
  });

  it("of words that stand nowhere is 0", async () => {
    expect((await find("zeppelin volcano")).confidence).toBe(0);
  });
});
