import { describe, expect, it } from "vitest";
import { beginningOf, endOf, futureBeginning, futureEnd } from "./moment.ts";

const NOW = new Date("2027-01-31T12:00:00Z");

describe("an end", () => {
  it.each([
    ["30", "2027-03-02T12:00:00.000Z"],
    ["1d", "2027-02-01T12:00:00.000Z"],
    ["2027-02-28", "2027-02-28T23:59:59.999Z"],
    ["2027-02-28T08:30:00Z", "2027-02-28T08:30:00.000Z"],
    ["2027-02-28T08:30:00+01:00", "2027-02-28T07:30:00.000Z"],
  ])("given as %s is %s", (text, moment) => {
    expect(endOf(text, NOW)?.toISOString()).toBe(moment);
  });

  it.each(["", "0", "-5", "36501", "2027-02-30", "tomorrow", "28.02.2027", "2027-02-28T08:30"])(
    "given as %j is not understood",
    (text) => {
      expect(endOf(text, NOW)).toBeNull();
    },
  );

  it("in the past is refused with a sentence of its own", () => {
    expect(futureEnd.safeParse("2020-01-01").error?.issues[0]?.message).toBe(
      "This is past. Give a later date.",
    );
    expect(futureEnd.safeParse("soon").error?.issues[0]?.message).toContain("number of days");
    expect(futureEnd.parse("9999-12-31").getUTCFullYear()).toBe(9999);
  });
});

describe("a beginning", () => {
  it("given as a date is the start of that day, UTC", () => {
    expect(beginningOf("2027-02-28")?.toISOString()).toBe("2027-02-28T00:00:00.000Z");
  });

  it("takes no number of days, and nothing past", () => {
    for (const text of ["30", "2020-01-01"]) expect(futureBeginning.safeParse(text).success).toBe(false);
  });
});
