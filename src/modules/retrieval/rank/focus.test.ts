import { describe, expect, it } from "vitest";
import { focusOf } from "./focus.ts";

describe("the thing that a question asks for", () => {
  it.each([
    ["What is the greatest depth of the pool?", "depth"],
    ["How many sensors can I connect?", "sensors"],
    ["Which airline do we book?", "airline"],
    ["In which month is the fair?", "month"],
    ["Welche Farbe hat das Dach?", "Farbe"],
    ["Quelle est la durée de location ?", "durée"],
    ["¿Cuántas personas caben?", "personas"],
    ["What does it cost?", null],
    ["May I bring my dog?", null],
    ["Which artist paints here?", "artist"],
  ])("%s: %s", (question, thing) => {
    const words = question.split(/[^\p{L}]+/u).filter((word) => word.length > 4 || word === "art");
    const at = focusOf(question, ["art", ...words]);
    expect(at === null ? null : ["art", ...words][at]).toBe(thing);
  });
});
