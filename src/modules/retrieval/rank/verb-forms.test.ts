import { expect, it } from "vitest";
import { stem } from "../../terms/index.ts";
import { verbForms } from "./verb-forms.ts";

it.each([
  ["kostet", "kosten"],
  ["kosten", "kostet"],
  ["bezahlt", "bezahlen"],
  ["bezahlen", "bezahlt"],
  ["geliefert", "liefern"],
  ["liefern", "geliefert"],
  ["lieferte", "liefern"],
  ["abgeholt", "abholen"],
  ["abholen", "abgeholt"],
  ["abzuholen", "abholen"],
  ["zurückgeschickt", "zurückschicken"],
  ["dauert", "dauern"],
])("%s is looked up as %s too", (word, other) => {
  expect([...verbForms(word, "de").keys()]).toContain(stem(other, "de"));
});

it("is for German only: the stems of other languages leave no such endings", () => {
  expect([...verbForms("costs", "en")]).toEqual([]);
  expect([...verbForms("東京", "de")]).toEqual([]);
});
