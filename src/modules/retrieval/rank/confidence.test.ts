import { describe, expect, it } from "vitest";
import { confidenceOf } from "./confidence.ts";
import { memoryIndex } from "./in-memory.ts";

const TEXTS: Readonly<Record<string, string>> = {
  "returns.md": "Customers may return goods within 45 days. A receipt is needed.",
  "guarantee.md": "Grinders come with a guarantee of two years. Drills come with a guarantee of five years.",
  "hours.md": "The shop opens at nine and closes at six. On Sundays it is closed.",
  "parking.md": "Guests park behind the house. The gate is locked at night.",
  "prices.md": "Article | Day | Week\nGrinder | 12 | 40\nDrill | 9 | 30",
  "urlaub.md": "Beschäftigte haben dreißig Tage Urlaub im Jahr. Der Urlaub ist beim Büro zu beantragen.",
};

const index = memoryIndex(
  Object.entries(TEXTS).map(([id, text]) => ({
    id,
    name: id,
    language: id === "urlaub.md" ? "de" : "en",
    chunks: [
      {
        number: 0,
        text,
        lead: "",
        headings: [],
        pageFrom: null,
        pageTo: null,
        locator: null,
        tokens: 30,
        header: null,
      },
    ],
  })),
);
const confidence = async (question: string) => (await index.search(question)).confidence;

describe("confidence", () => {
  it("is high where one statement says all of the question", async () => {
    expect(await confidence("Within how many days may customers return goods?")).toBeGreaterThan(0.8);
  });

  it("does not depend on how the same thing is asked", async () => {
    const long = await confidence("How long is the guarantee on a grinder?");
    const short = await confidence("What is the guarantee on a grinder?");
    expect(long).toBeGreaterThan(0.8);
    expect(Math.abs(long - short)).toBeLessThan(0.15);
  });

  it("is low where the point of the question is missing, though its topic is there", async () => {
    expect(await confidence("Which colour is a grinder?")).toBeLessThan(0.5);
    expect(await confidence("Can customers return goods in Australia?")).toBeLessThan(0.8);
  });

  it("is lower for another name than for another quantity", async () => {
    const asked = await confidence("Within how many days may customers return goods?");
    const quantity = await confidence("May customers return goods after 40 days?");
    const name = await confidence("May customers of Brightwell return goods within days?");
    expect(quantity).toBeGreaterThan(name + 0.1);
    expect(asked).toBeGreaterThan(quantity);
  });

  it("is low where the thing that is asked for is not said", async () => {
    expect(await confidence("Which wine do customers return?")).toBeLessThan(
      (await confidence("Which goods may customers return?")) - 0.3,
    );
  });

  it("is low where no number stands near although one is asked for", async () => {
    const told = await confidence("Where do guests park?");
    const asked = await confidence("What does it cost when guests park?");
    expect(told).toBeGreaterThan(0.8);
    expect(asked).toBeLessThan(told - 0.3);
  });

  it("takes the numbers of a row, whose unit stands elsewhere", async () => {
    expect(await confidence("What does a drill cost for a week?")).toBeGreaterThan(0.5);
  });

  it("is nothing where no word is found", async () => {
    expect(await confidence("Zebra?")).toBe(0);
  });
});

describe("words of the question that no text has", () => {
  it("are found in their parts, where they are compounds", async () => {
    const { passages } = await index.search("Wie viele Urlaubstage habe ich?");
    expect(passages[0]?.chunk.documentId).toBe("urlaub.md");
  });

  it("are found by what is derived from the same base", async () => {
    const { passages } = await index.search("When does the guest parking lock?");
    expect(passages[0]?.chunk.documentId).toBe("parking.md");
  });

  it("grows where the nearest chunk by vectors stands out, and falls where none does", async () => {
    const question = "How long may customers return a drill?";
    const { signals } = await index.search(question);
    const byWords = confidenceOf(signals);
    expect(confidenceOf(signals, 8)).toBeGreaterThan(byWords);
    expect(confidenceOf(signals, 2)).toBeLessThan(byWords);
  });

  it("goes by vectors alone where no word is found, and is then never more than half sure", () => {
    expect(confidenceOf(null)).toBe(0);
    expect(confidenceOf(null, 3)).toBeLessThan(0.1);
    expect(confidenceOf(null, 9)).toBeGreaterThan(0.5);
    expect(confidenceOf(null, 10)).toBeLessThan(0.6);
  });
});
