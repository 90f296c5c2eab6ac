import { expect, test } from "vitest";
import { estimatedTokens, writingWords } from "./writing-words.ts";

test("tokens are estimated from the text that has arrived", () => {
  expect(estimatedTokens("")).toBe(0);
  expect(estimatedTokens("a")).toBe(1);
  expect(estimatedTokens("x".repeat(744))).toBe(186);
});

test("every phase has its words", () => {
  const text = "x".repeat(4_800);
  expect(writingWords("", "writing")).toEqual(["Starting"]);
  expect(writingWords("a", "writing")).toEqual(["Writing", "1 token"]);
  expect(writingWords(text, "writing")).toEqual(["Writing", "1,200 tokens"]);
  expect(writingWords(text, "reconnecting")).toEqual(["Connecting again", "1,200 tokens"]);
  expect(writingWords(text, "offline")[0]).toBe("Waiting for the connection, what arrived is kept");
  expect(writingWords(text, "stopping")).toEqual(["Stopped", "1,200 tokens"]);
});
