import { expect, it } from "vitest";
import { stem } from "../../terms/index.ts";
import { derivedStems } from "./derive.ts";

it.each([
  ["deliver", "delivery"],
  ["delivery", "deliver"],
  ["burn", "burner"],
  ["inspect", "inspector"],
])("%s is looked up as %s too", (word, other) => {
  expect(derivedStems(word, "en")).toContain(stem(other, "en"));
});

it.each(["pay", "cap", "東京", "a4-b", "x1"])("%s is too short or no word to derive from", (word) => {
  expect([...derivedStems(word, "en")]).toEqual([]);
});
