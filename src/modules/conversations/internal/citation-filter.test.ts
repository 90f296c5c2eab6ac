import { describe, expect, it } from "vitest";
import { CitationFilter } from "./citation-filter.ts";

/** What comes out when the text arrives in pieces of that length. */
function filtered(text: string, numbers: number[], size = text.length): string {
  const filter = new CitationFilter(numbers);
  let out = "";
  for (let at = 0; at < text.length; at += Math.max(1, size)) out += filter.push(text.slice(at, at + size));
  return out + filter.end();
}

describe("numbers of an answer", () => {
  it.each([
    ["Two years [1].", "Two years [1]."],
    ["Two years [9].", "Two years."],
    ["Two years[9]. Then [1][2] and [7][2].", "Two years. Then [1][2] and[2]."],
    ["[9] Begins with it, ends with it [12]", " Begins with it, ends with it"],
    ["Both [1][9][2].", "Both [1][2]."],
    [
      "A year [2024], a list [a], zero [0] and [1,9] stay.",
      "A year [2024], a list [a], zero [0] and [1,9] stay.",
    ],
    ["A link [9](https://example.com) stays.", "A link [9](https://example.com) stays."],
    ["An open end [9", "An open end [9"],
    ["An open end [", "An open end ["],
    ["Line\n\n[9] new", "Line\n\n new"],
  ])("have a source or go, whatever the pieces: %j", (text, expected) => {
    for (const size of [1, 2, 3, 5, text.length]) expect(filtered(text, [1, 2], size)).toBe(expected);
  });

  it.each([
    ["Use `list[9]` here [9].", "Use `list[9]` here."],
    ["```js\nlist[9] = [7]\n```\nSee [9].", "```js\nlist[9] = [7]\n```\nSee."],
    ["``a ` [9]`` and [9]", "``a ` [9]`` and"],
    ["An open `tick\n\nends with its paragraph [9].", "An open `tick\n\nends with its paragraph."],
  ])("in code are not citations: %j", (text, expected) => {
    for (const size of [1, 4, text.length]) expect(filtered(text, [1], size)).toBe(expected);
  });

  it("hold nothing back but a tail that may become one", () => {
    const filter = new CitationFilter([1]);
    expect(filter.push("Two years")).toBe("Two years");
    expect(filter.push(" [")).toBe("");
    expect(filter.push("1")).toBe("");
    expect(filter.push("] from")).toBe(" [1] from");
    expect(filter.push(" purchase [x")).toBe(" purchase [x");
    expect(filter.end()).toBe("");
  });

  it("are found in bounded work however many spaces, brackets and ticks come", () => {
    for (const piece of [" ", "[", "`", "\n", "[1", "  [99]"]) {
      const text = piece.repeat(20_000);
      expect(filtered(text, [1], 7).length).toBeLessThanOrEqual(text.length);
    }
  });
});
