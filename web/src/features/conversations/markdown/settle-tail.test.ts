import { expect, test } from "vitest";
import { settleTail } from "./settle-tail.ts";

test("a finished sentence stays as it is", () => {
  for (const text of [
    "Hello there.",
    "a * b and c_d",
    "Done:\n\n",
    "1 < 2",
    "- item\n- **bold** item",
    "See [1], then",
  ]) {
    expect(settleTail(text)).toBe(text);
  }
});

test("bold, struck and code that are still open are closed", () => {
  expect(settleTail("This is **impor")).toBe("This is **impor**");
  expect(settleTail("This is **important*")).toBe("This is **important**");
  expect(settleTail("Run `npm sta")).toBe("Run `npm sta`");
  expect(settleTail("It is ~~old")).toBe("It is ~~old~~");
});

test("opening marks with nothing behind them are not shown", () => {
  expect(settleTail("This is **")).toBe("This is ");
  expect(settleTail("Run `")).toBe("Run ");
});

test("stars inside code close nothing", () => {
  expect(settleTail("Use `a**b` here")).toBe("Use `a**b` here");
});

test("a line of marks alone waits, so that it does not make a heading of the line before", () => {
  expect(settleTail("Three things:\n-")).toBe("Three things:");
  expect(settleTail("Three things:\n==")).toBe("Three things:");
  expect(settleTail("Steps\n1.")).toBe("Steps");
  expect(settleTail("#")).toBe("");
  expect(settleTail("Title\n---\n")).toBe("Title\n---\n");
});

test("a link shows its text until its address is complete", () => {
  expect(settleTail("See [the policy](https://exa")).toBe("See the policy");
  expect(settleTail("See [the pol")).toBe("See ");
  expect(settleTail("See [the policy](https://example.com) for")).toBe(
    "See [the policy](https://example.com) for",
  );
});

test("a citation appears when it is complete", () => {
  expect(settleTail("within 45 days [1")).toBe("within 45 days ");
  expect(settleTail("within 45 days [1]")).toBe("within 45 days [1]");
});

test("a table waits for the line under its head", () => {
  expect(settleTail("| Case | They")).toBe("");
  expect(settleTail("| Case | They get |\n| --")).toBe("");
  expect(settleTail("| Case | They get |\n| --- | --- |")).toBe("| Case | They get |\n| --- | --- |");
  expect(settleTail("| Case | They get |\n| --- | --- |\n| Sealed")).toContain("Sealed");
});
