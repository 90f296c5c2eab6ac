import { expect, it } from "vitest";
import {
  buttons,
  cells,
  elements,
  fields,
  HOSTILE,
  having,
  isEscaped,
  links,
  textOf,
} from "./read-markup.ts";

it("finds elements inside others of their kind, and what follows them", () => {
  const html = '<div id="a"><div id="b">x<br/>y</div></div><p>z</p>';
  expect(elements(html, "div").map(({ attributes }) => attributes.id)).toEqual(["a", "b"]);
  expect(textOf(html)).toBe("xy z");
  expect(having(html, "id", "b").map(textOf)).toEqual(["xy"]);
});

it("names a button by its label, else by what a screen reader hears of it", () => {
  const html = '<button aria-label="Close">×</button><button><span aria-hidden="true">E</span>Elena</button>';
  expect(buttons(html)).toEqual(["Close", "Elena"]);
});

it("reads names of attributes as browsers do, and values without their escapes", () => {
  expect(links('<a HREF="/?a=1&amp;b=2">R &amp; D</a>')).toEqual([["R & D", "/?a=1&b=2"]]);
});

it("ties labels and descriptions to fields by their ids alone", () => {
  const html =
    '<label for="n">Name</label><input id="n" aria-describedby="h e"/><p id="h">Help.</p><p id="e">Too long.</p><label for="gone">Other</label><input id="o"/>';
  expect(fields(html).map(({ label, described }) => [label, described])).toEqual([
    ["Name", ["Help.", "Too long."]],
    ["", []],
  ]);
});

it("reads the cells of the body and not those of the head", () => {
  const html =
    "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>";
  expect(cells(html)).toEqual([["1", "2"]]);
});

it("tells escaped hostile text from an element and from text that is missing", () => {
  expect(
    isEscaped(`<p>${HOSTILE.replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")}</p>`),
  ).toBe(true);
  expect(isEscaped(`<p>${HOSTILE}</p>`)).toBe(false);
  expect(isEscaped("<p>nothing</p>")).toBe(false);
});
