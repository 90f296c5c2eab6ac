import { expect, it } from "vitest";
import { markMatches, matches } from "./palette-match.ts";

it("finds every word in any order", () => {
  expect(matches("Return of October roast", "roast ret")).toBe(true);
  expect(matches("Return of October roast", "november")).toBe(false);
  expect(matches("Anything", "  ")).toBe(true);
});

it("marks what matched", () => {
  expect(markMatches("Open a return", "RET")).toEqual([
    { text: "Open a ", matched: false },
    { text: "ret", matched: true },
    { text: "urn", matched: false },
  ]);
  expect(markMatches("Members", "")).toEqual([{ text: "Members", matched: false }]);
});

it("marks a whole label and repeated words", () => {
  expect(markMatches("aa", "a")).toEqual([{ text: "aa", matched: true }]);
});

it("leaves labels alone whose lower case has another length", () => {
  expect(markMatches("İstanbul", "i")).toEqual([{ text: "İstanbul", matched: false }]);
});
