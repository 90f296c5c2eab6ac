import { describe, expect, it } from "vitest";
import { fold, isStopWord, type StemmedLanguage, stem } from "../../terms/index.ts";
import { EVERYDAY_LIFE } from "./everyday-life.ts";
import { EVERYDAY_WORDS } from "./everyday-words.ts";
import { phraseAt, synonymsOf } from "./synonyms.ts";

const LANGUAGES: readonly StemmedLanguage[] = ["en", "de", "fr", "es", "it", "pt", "nl"];
const LINES = [EVERYDAY_WORDS, EVERYDAY_LIFE].flatMap((text) => text.trim().split("\n"));
const columnsOf = (line: string) =>
  line.split("|").map((column) => column.split(",").map((entry) => entry.trim()));

describe("everyday words", () => {
  it.each([
    ["kids", "children", "en"],
    ["ill", "sickness", "en"],
    ["lift", "elevator", "en"],
    ["fine", "penalty", "en"],
    ["Strafzettel", "Bußgeld", "de"],
    ["Aufzug", "Fahrstuhl", "de"],
    ["amende", "contravention", "fr"],
    ["multa", "sanción", "es"],
    ["bolletta", "fattura", "it"],
    ["scontrino", "ricevuta", "it"],
    ["telemóvel", "celular", "pt"],
    ["indemnização", "indenização", "pt"],
    ["bekeuring", "boete", "nl"],
    ["kassabon", "aankoopbewijs", "nl"],
  ] as const)("%s finds %s", (word, other, language) => {
    expect(synonymsOf(stem(word, language), language)).toContain(stem(other, language));
  });

  it("find how it is said in another language", () => {
    expect(synonymsOf(stem("voucher", "en"), "en")).toContain(stem("gutschein", "de"));
    expect(synonymsOf(stem("Urlaub", "de"), "de")).toContain(stem("vacation", "en"));
    expect(synonymsOf(stem("mancia", "it"), "it")).toContain(stem("Trinkgeld", "de"));
    expect(synonymsOf(stem("landlord", "en"), "en")).toContain(stem("senhorio", "pt"));
    expect(synonymsOf(stem("huurder", "nl"), "nl")).toContain(stem("locataire", "fr"));
  });

  it("know phrases of several words, the longest first", () => {
    const found = phraseAt(["my", "uncle", "passed", "away"], 2, "en");
    expect(found?.length).toBe(2);
    expect(found?.mean).toContain(stem("bereavement", "en"));
    expect(phraseAt(["passed", "the", "exam"], 0, "en")).toBeNull();
    expect(phraseAt(["quero", "o", "dinheiro", "de", "volta"], 2, "pt")?.mean).toContain(
      stem("refund", "en"),
    );
  });

  it("are written as they are compared: folded, no word twice in a column, none that says nothing", () => {
    const faults = LINES.flatMap((line) =>
      columnsOf(line).flatMap((entries, column) => [
        ...entries.filter((entry) => entry !== fold(entry) || entry === ""),
        ...entries.filter((entry, at) => entries.indexOf(entry) !== at),
        ...entries.filter((entry) => isStopWord(entry, LANGUAGES[column] ?? "en")),
      ]),
    );
    expect(faults).toEqual([]);
    expect(LINES.filter((line) => columnsOf(line).length !== LANGUAGES.length)).toEqual([]);
  });
});
