import { expect, it } from "vitest";
import { tokensText } from "./tokens-text.ts";

it.each([
  [900, "900"],
  [8192, "8.2k"],
  [128_000, "128k"],
  [200_000, "200k"],
  [1_048_576, "1M"],
])("says %d as %s", (tokens, text) => {
  expect(tokensText(tokens)).toBe(text);
});
