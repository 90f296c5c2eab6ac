import { describe, expect, it } from "vitest";
import { eachTerm, STEMMED_LANGUAGES, stem } from "../../terms/index.ts";
import { termFilter } from "./term-filter.ts";

const WORDS =
  "try tries dying die lying lies tying bought buys go goes going gone children child mice mouse skies sky news early " +
  "delivered Delivery DELIVERIES yes yards pay paid pays ski skis only ugly yellow ill is am us up Haus Hauses laufen " +
  "liefen rendre rendu puedo puede yerba andare vanno ijs lopen";

function found(text: string, language: string, isWanted?: (word: string) => boolean): string[] {
  const terms: string[] = [];
  eachTerm(text, language, (term, position) => void terms.push(`${position} ${term}`), isWanted);
  return terms;
}

describe("a filter of words", () => {
  it.each(STEMMED_LANGUAGES)("lets each word of %s pass whose stem is wanted", (language) => {
    for (const word of WORDS.split(" ")) expect(termFilter([stem(word, language)])(word)).toBe(true);
  });

  it("keeps positions, and whatever is no plain word", () => {
    const text = "Send the parcel-box back, 20 kg, größer, naïve; see apt.conf and getName: 東京 parcel";
    const all = found(text, "en");
    const some = found(text, "en", termFilter([stem("parcel", "en")]));
    expect(all).toEqual(expect.arrayContaining(some));
    expect(some).toEqual(expect.arrayContaining(all.filter((term) => term.endsWith(" parcel"))));
    expect(some).toEqual(
      expect.arrayContaining(all.filter((term) => /20|apt\.conf|東京|grosser|naive/.test(term))),
    );
    expect(some.some((term) => term.endsWith(" send"))).toBe(false);
  });

  it("lets nothing plain pass where nothing is wanted", () => {
    expect(termFilter([])("word")).toBe(false);
  });
});
