import { expect, test } from "vitest";
import { dayLabel, groupByDay } from "./group-by-day.ts";

const now = new Date(2026, 10, 20, 0, 30);
const at = (...parts: [number, number, number, number?]) =>
  new Date(parts[0], parts[1], parts[2], parts[3] ?? 12);

test("days are the viewer's calendar days, not spans of 24 hours", () => {
  expect(dayLabel(new Date(2026, 10, 20, 0, 5), now)).toBe("Today");
  expect(dayLabel(new Date(2026, 10, 19, 23, 59), now)).toBe("Yesterday");
  expect(dayLabel(at(2026, 10, 18), now)).toBe("Last 7 days");
  expect(dayLabel(at(2026, 10, 13), now)).toBe("Last 7 days");
});

test("older ones go by month, other years carry the year", () => {
  expect(dayLabel(at(2026, 10, 12), now)).toBe("November");
  expect(dayLabel(at(2026, 9, 31), now)).toBe("October");
  expect(dayLabel(at(2025, 10, 21), now)).toBe("November 2025");
});

test("a clock that runs ahead does not make a group of its own", () => {
  expect(dayLabel(at(2026, 10, 22), now)).toBe("Today");
});

test("a change to winter time between two days is still one day", () => {
  const monday = new Date(2026, 9, 26, 9);
  expect(dayLabel(new Date(2026, 9, 25, 0, 30), monday)).toBe("Yesterday");
});

test("groups keep the order of the list and hold every item once", () => {
  const items = [
    at(2026, 10, 20, 0),
    at(2026, 10, 19),
    at(2026, 10, 19, 3),
    at(2026, 9, 2),
    at(2025, 9, 2),
  ].map((time, id) => ({ id, updatedAt: time.toISOString() }));
  const groups = groupByDay(items, now);
  expect(groups.map((group) => [group.label, group.items.map((item) => item.id)])).toEqual([
    ["Today", [0]],
    ["Yesterday", [1, 2]],
    ["October", [3]],
    ["October 2025", [4]],
  ]);
});
