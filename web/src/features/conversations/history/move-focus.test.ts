import { expect, test } from "vitest";
import { targetRow } from "./move-focus.ts";

test("arrows move by one and stop at the ends", () => {
  expect(targetRow("ArrowDown", 0, 3)).toBe(1);
  expect(targetRow("ArrowDown", 2, 3)).toBe(2);
  expect(targetRow("ArrowUp", 2, 3)).toBe(1);
  expect(targetRow("ArrowUp", 0, 3)).toBe(0);
  expect(targetRow("ArrowDown", -1, 3)).toBe(0);
});

test("Home and End go to the ends; other keys and an empty list lead nowhere", () => {
  expect(targetRow("Home", 2, 3)).toBe(0);
  expect(targetRow("End", 0, 3)).toBe(2);
  expect(targetRow("Enter", 0, 3)).toBeNull();
  expect(targetRow("ArrowDown", -1, 0)).toBeNull();
});
