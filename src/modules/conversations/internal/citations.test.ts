import { describe, expect, it } from "vitest";
import { citationsOf, type Source } from "./citations.ts";

function source(number: number, text: string, title = `Source ${number}`): Source {
  return { number, title, locator: null, text, place: null };
}

const policy = source(
  1,
  "Coffee may be returned within 45 days.\n\nThe warranty on equipment is two years.\n\nShops pay by invoice.",
  "Return policy",
);

describe("citations of an answer", () => {
  it("are the numbers that name a source, each once, in the order of the text", () => {
    const sources = [policy, source(2, "Second"), source(3, "Third")];
    const cited = citationsOf("First [3]. Then [1] and again [3].", sources);
    expect(cited.map((citation) => citation.number)).toEqual([3, 1]);
  });

  it("leave out a number without a source", () => {
    expect(citationsOf("Made up [2], [0], [99] and [1000].", [policy])).toEqual([]);
  });

  it.each(["(1)", "[one]", "[1", "[ 1 ]", "[-1]", "[1,2]"])("are not read into %s", (text) => {
    expect(citationsOf(`Some claim ${text}.`, [policy])).toEqual([]);
  });

  it.each([
    ["The warranty on equipment is two years [1].", "The warranty on equipment is two years."],
    ["You have 45 days to return coffee [1].", "Coffee may be returned within 45 days."],
    ["Coffee can be returned. Shops get an invoice [1].", "Shops pay by invoice."],
    ["- Coffee: days\n- Equipment: the warranty [1]", "The warranty on equipment is two years."],
  ])("show the passage that fits the sentence before the number: %s", (answer, passage) => {
    expect(citationsOf(answer, [policy])).toMatchObject([{ title: "Return policy", text: passage }]);
  });

  it("show the beginning where no passage fits", () => {
    expect(citationsOf("Unrelated words entirely [1].", [policy])[0]?.text).toBe(
      "Coffee may be returned within 45 days.",
    );
  });

  it("show at most 700 characters of a passage", () => {
    expect(citationsOf("Long [1].", [source(1, "word ".repeat(1_000))])[0]?.text).toHaveLength(700);
  });

  it("are none without sources, without an answer, and for a source that is empty the excerpt is", () => {
    expect(citationsOf("A claim [1].", [])).toEqual([]);
    expect(citationsOf("", [policy])).toEqual([]);
    expect(citationsOf("A claim [1].", [source(1, " \n ")])).toMatchObject([{ number: 1, text: "" }]);
  });

  it("are at most 50", () => {
    const sources = Array.from({ length: 80 }, (_, n) => source(n + 1, `Text ${n}`));
    const answer = sources.map((one) => `Claim [${one.number}].`).join(" ");
    expect(citationsOf(answer, sources)).toHaveLength(50);
  });
});
