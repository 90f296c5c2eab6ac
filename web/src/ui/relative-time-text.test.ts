import { expect, it } from "vitest";
import { relativeTimeText, shortDate } from "./relative-time-text.ts";

const now = new Date(2026, 10, 20, 12, 0, 0);

it.each([
  [new Date(2026, 10, 20, 11, 59, 30), "now"],
  [new Date(2026, 10, 20, 11, 58, 0), "2 min ago"],
  [new Date(2026, 10, 20, 9, 0, 0), "3 h ago"],
  [new Date(2026, 10, 19, 9, 0, 0), "yesterday"],
  [new Date(2026, 10, 17, 9, 0, 0), "3 days ago"],
  [new Date(2026, 10, 5, 9, 0, 0), "5 Nov"],
  [new Date(2024, 10, 5, 9, 0, 0), "5 Nov 2024"],
  [new Date(2026, 10, 20, 12, 5, 0), "in 5 min"],
  [new Date(2026, 10, 21, 23, 0, 0), "tomorrow"],
  [new Date(2026, 10, 24, 12, 0, 0), "in 4 days"],
])("says %s as %s", (at, text) => {
  expect(relativeTimeText(at, now)).toBe(text);
});

it("calls a late evening an hour ago even after midnight", () => {
  expect(relativeTimeText(new Date(2026, 10, 19, 23, 0), new Date(2026, 10, 20, 1, 0))).toBe("2 h ago");
});

it("leaves the year out of this year's dates", () => {
  expect(shortDate(new Date(2026, 0, 2), now)).toBe("2 Jan");
});
