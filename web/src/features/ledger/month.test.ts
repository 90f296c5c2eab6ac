import { expect, it } from "vitest";
import { dayName, daysIn, monthName, monthOf, monthRange, shiftMonth } from "./month.ts";

it("bounds a month in UTC", () => {
  expect(monthRange("2026-11")).toEqual({ from: "2026-11-01T00:00:00.000Z", to: "2026-12-01T00:00:00.000Z" });
});

it("goes over the turn of the year", () => {
  expect(shiftMonth("2026-12", 1)).toBe("2027-01");
  expect(shiftMonth("2026-01", -1)).toBe("2025-12");
});

it("knows how long months are", () => {
  expect(daysIn("2026-11")).toBe(30);
  expect(daysIn("2028-02")).toBe(29);
});

it("names months and days", () => {
  expect(monthName("2026-11")).toBe("November 2026");
  expect(dayName("2026-11", 5)).toBe("5 Nov");
  expect(monthOf(new Date("2026-11-30T23:59:59Z"))).toBe("2026-11");
});
