import { describe, expect, it } from "vitest";
import { bestThreshold, measureHalves, type Outcome, operatingPoints } from "./measure.ts";
import { halfOf, type Kind, type Question } from "./questions.ts";
import { holds, placesOf } from "./words.ts";

function question(id: string, kind: Kind): Question {
  const answers = kind === "unanswerable" ? [] : [{ document: "a.md", contains: "noon" }];
  return { id, question: "When?", kind, answers, language: "en" };
}

function outcome(id: string, kind: Kind, result: Partial<Outcome> = {}): Outcome {
  const nothing = { rank: null, confidence: 0, refused: false, doubted: false, answered: false };
  return { question: question(id, kind), ...nothing, ...result };
}

describe("figures", () => {
  it("count an answering passage by its place", () => {
    const { all } = measureHalves([
      outcome("1", "shared", { rank: 1, answered: true }),
      outcome("2", "shared", { rank: 5 }),
      outcome("3", "shared", { rank: 10 }),
      outcome("4", "shared"),
      outcome("5", "unanswerable"),
    ]).all;
    expect(all).toMatchObject({ questions: 4, recallAt1: 0.25, recallAt5: 0.5, recallAt10: 0.75 });
    expect(all.mrr).toBeCloseTo((1 + 1 / 5 + 1 / 10) / 4);
    expect(all.answerContainment).toBe(0.25);
  });

  it("tell refusals from answers with a caveat, on either side", () => {
    const { refusals } = measureHalves([
      outcome("1", "shared", { rank: 1, refused: true }),
      outcome("2", "shared", { rank: 9, doubted: true }),
      outcome("3", "unanswerable", { refused: true }),
      outcome("4", "unanswerable", { doubted: true }),
      outcome("5", "unanswerable"),
      outcome("6", "unanswerable"),
    ]).all;
    expect(refusals).toMatchObject({
      unanswerableRefused: 0.25,
      unanswerableRefusedOrDoubted: 0.5,
      answerableRefused: 0.5,
      answerableRefusedOrDoubted: 1,
      foundButRefused: 1,
    });
  });

  it("separation is how often an answerable question is the surer one; equal ones count half", () => {
    const { refusals } = measureHalves([
      outcome("1", "shared", { confidence: 0.9 }),
      outcome("2", "shared", { confidence: 0.3 }),
      outcome("3", "unanswerable", { confidence: 0.3 }),
      outcome("4", "unanswerable", { confidence: 0.5 }),
    ]).all;
    expect(refusals.separation).toBe((1 + 1 + 0.5 + 0) / 4);
  });

  it("an operating point says what its threshold would refuse", () => {
    const points = operatingPoints([
      outcome("1", "shared", { confidence: 0.35, rank: 2 }),
      outcome("2", "shared", { confidence: 0.75, rank: null }),
      outcome("3", "unanswerable", { confidence: 0.15 }),
    ]);
    expect(points.map(({ threshold }) => threshold)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]);
    expect(points[1]).toMatchObject({ unanswerableRefused: 1, answerableRefused: 0, foundButRefused: 0 });
    expect(points[3]).toMatchObject({ answerableRefused: 0.5, foundButRefused: 1 });
  });

  it("the floor's threshold is chosen on the dev half alone", () => {
    const ids = Array.from({ length: 60 }, (_, n) => `q-${n}`);
    const inHalf = (half: string) => ids.filter((id) => halfOf(question(id, "shared")) === half);
    const [a = "", b = ""] = inHalf("dev");
    const [c = ""] = inHalf("held-out");
    const threshold = bestThreshold([
      { question: question(a, "unanswerable"), confidence: 0.2 },
      { question: question(b, "shared"), confidence: 0.6 },
      { question: question(c, "unanswerable"), confidence: 0.95 },
    ]);
    expect(threshold).toBeGreaterThan(0.2);
    expect(threshold).toBeLessThanOrEqual(0.6);
  });
});

describe("marks", () => {
  it("are found word by word, whatever marks and spaces stand between", () => {
    expect(holds("The price is **12 EUR**,\n per day.", "12 EUR per day")).toBe(true);
    expect(holds("The price is 120 EUR", "12 EUR")).toBe(false);
    expect(holds("Straße und Café", "STRASSE")).toBe(false);
  });

  it("have all their places", () => {
    expect(placesOf(["a", "b", "a", "b"], ["a", "b"])).toEqual([0, 2]);
  });
});
