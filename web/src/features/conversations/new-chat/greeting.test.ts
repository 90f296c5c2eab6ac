import { expect, test } from "vitest";
import { greeting } from "./greeting.ts";

const at = (hour: number) => new Date(2026, 10, 20, hour);

test("the greeting follows the viewer's clock", () => {
  expect([4, 5, 11, 12, 17, 18, 23].map((hour) => greeting("", at(hour)))).toEqual([
    "Good evening",
    "Good morning",
    "Good morning",
    "Good afternoon",
    "Good afternoon",
    "Good evening",
    "Good evening",
  ]);
});

test("people are greeted by their first name, never by an address", () => {
  expect(greeting("Elena Marchetti", at(9))).toBe("Good morning, Elena");
  expect(greeting("  ", at(9))).toBe("Good morning");
  expect(greeting("elena@example.com", at(9))).toBe("Good morning");
});
