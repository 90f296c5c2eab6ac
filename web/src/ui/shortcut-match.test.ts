import { expect, it } from "vitest";
import { type KeyPress, matchesChord, parseKeys } from "./shortcut-match.ts";

function press(key: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

it("takes Ctrl and Cmd alike", () => {
  const { chord } = parseKeys("Ctrl K");
  expect(matchesChord(chord, press("k", { ctrlKey: true }))).toBe(true);
  expect(matchesChord(chord, press("K", { metaKey: true }))).toBe(true);
  expect(matchesChord(chord, press("k"))).toBe(false);
  expect(matchesChord(chord, press("k", { ctrlKey: true, shiftKey: true }))).toBe(false);
});

it("takes a question mark whatever it needs to be typed", () => {
  const { chord } = parseKeys("?");
  expect(matchesChord(chord, press("?", { shiftKey: true }))).toBe(true);
  expect(matchesChord(chord, press("?"))).toBe(true);
});

it("reads a sequence", () => {
  expect(parseKeys("G C")).toEqual({ first: "g", chord: { key: "c", control: false, shift: false } });
});

it("tells Ctrl Shift O from Ctrl O", () => {
  const { chord } = parseKeys("Ctrl Shift O");
  expect(matchesChord(chord, press("O", { ctrlKey: true, shiftKey: true }))).toBe(true);
  expect(matchesChord(chord, press("o", { ctrlKey: true }))).toBe(false);
});
