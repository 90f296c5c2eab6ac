import { afterEach, describe, expect, it, vi } from "vitest";
import { dayLabel, groupByDay } from "../features/conversations/history/group-by-day.ts";
import { dayName, daysIn, monthName, monthOf, monthRange, shiftMonth } from "../features/ledger/month.ts";
import { exactTime, relativeTimeText, shortDate } from "../ui/relative-time-text.ts";

afterEach(() => void vi.unstubAllEnvs());

/** As someone in that time zone sees it. */
function from(zone: string): void {
  vi.stubEnv("TZ", zone);
}

const ZONES = [
  "UTC",
  "Europe/Rome",
  "America/New_York",
  "Asia/Kolkata",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
];
const at = (iso: string) => new Date(iso);

describe("days are those of the viewer", () => {
  it("the same moment is today in one place and yesterday in another", () => {
    const [time, now] = [at("2026-11-19T23:30:00Z"), at("2026-11-20T09:00:00Z")];
    from("Europe/Rome");
    expect(dayLabel(time, now)).toBe("Today");
    from("America/New_York");
    expect(dayLabel(time, now)).toBe("Yesterday");
  });

  it("the month of a group is the viewer's too", () => {
    const now = at("2026-11-20T12:00:00Z");
    from("Pacific/Kiritimati");
    expect(dayLabel(at("2026-09-30T12:00:00Z"), now)).toBe("October");
    from("Pacific/Pago_Pago");
    expect(dayLabel(at("2026-10-01T05:00:00Z"), now)).toBe("September");
  });

  it.each(ZONES)("in %s every conversation stands in one group, in the order of the list", (zone) => {
    from(zone);
    const now = at("2026-11-01T06:30:00Z");
    const items = Array.from({ length: 500 }, (_, index) => ({
      id: index,
      updatedAt: new Date(now.getTime() - index * 3_600_000).toISOString(),
    }));
    const groups = groupByDay(items, now);
    expect(groups.flatMap((group) => group.items.map(({ id }) => id))).toEqual(items.map(({ id }) => id));
    expect(groups.slice(0, 3).map(({ label }) => label)).toEqual(["Today", "Yesterday", "Last 7 days"]);
    expect(new Set(groups.map(({ label }) => label)).size).toBe(groups.length);
  });
});

describe("when clocks change", () => {
  it.each([
    ["Europe/Rome", "2026-10-24T22:30:00Z", "2026-10-26T08:00:00Z"],
    ["Europe/Rome", "2026-03-28T23:30:00Z", "2026-03-30T07:00:00Z"],
    ["America/New_York", "2026-11-01T04:30:00Z", "2026-11-02T13:00:00Z"],
    ["America/New_York", "2026-03-08T05:30:00Z", "2026-03-09T13:00:00Z"],
  ])("in %s the day of %s is yesterday on the next", (zone, time, now) => {
    from(zone);
    expect(dayLabel(at(time), at(now))).toBe("Yesterday");
    expect(relativeTimeText(at(time), at(now))).toBe("yesterday");
  });

  it("the hour that comes twice is two hours, not one", () => {
    from("Europe/Rome");
    expect(relativeTimeText(at("2026-10-25T00:10:00Z"), at("2026-10-25T02:20:00Z"))).toBe("2 h ago");
  });

  it("seven days are seven days over the change", () => {
    from("Europe/Rome");
    const now = at("2026-10-29T12:00:00Z");
    expect(dayLabel(at("2026-10-21T22:30:00Z"), now)).toBe("Last 7 days");
    expect(dayLabel(at("2026-10-21T21:30:00Z"), now)).toBe("October");
  });
});

describe("words for a distance in time", () => {
  const now = at("2026-11-20T12:00:00Z");
  const before = (ms: number) => relativeTimeText(new Date(now.getTime() - ms), now);
  const after = (ms: number) => relativeTimeText(new Date(now.getTime() + ms), now);
  const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000];

  it.each([
    [0, "now", "now"],
    [59 * SECOND, "now", "now"],
    [60 * SECOND, "1 min ago", "in 1 min"],
    [59 * MINUTE + 59 * SECOND, "59 min ago", "in 59 min"],
    [HOUR, "1 h ago", "in 1 h"],
    [11 * HOUR, "11 h ago", "in 11 h"],
    [DAY, "yesterday", "tomorrow"],
    [2 * DAY, "2 days ago", "in 2 days"],
    [6 * DAY, "6 days ago", "in 6 days"],
    [7 * DAY, "13 Nov", "27 Nov"],
  ])("%d ms", (ms, past, future) => {
    from("UTC");
    expect([before(ms), after(ms)]).toEqual([past, future]);
  });

  it("carry the year as soon as it is another", () => {
    from("UTC");
    expect(shortDate(at("2025-12-31T12:00:00Z"), now)).toBe("31 Dec 2025");
    expect(relativeTimeText(at("2027-02-01T12:00:00Z"), now)).toBe("1 Feb 2027");
  });

  it("are exact on hover in the viewer's zone", () => {
    from("Asia/Kolkata");
    expect(exactTime(at("2026-11-20T20:00:05Z"))).toBe("Saturday, 21 November 2026 at 01:30:05");
  });
});

describe("the months of a statement are counted in UTC wherever one is", () => {
  it.each(ZONES)("from %s", (zone) => {
    from(zone);
    expect(monthOf(at("2026-11-30T23:59:59Z"))).toBe("2026-11");
    expect(monthOf(at("2026-12-01T00:00:00Z"))).toBe("2026-12");
    expect(monthRange("2026-03")).toEqual({
      from: "2026-03-01T00:00:00.000Z",
      to: "2026-04-01T00:00:00.000Z",
    });
    expect([monthName("2026-01"), dayName("2026-03", 29), daysIn("2026-03")]).toEqual([
      "January 2026",
      "29 Mar",
      31,
    ]);
  });

  it("lie without gap or overlap, also over leap days and years", () => {
    let month = "2023-11";
    for (let step = 0; step < 40; step += 1) {
      const next = shiftMonth(month, 1);
      expect(monthRange(month).to).toBe(monthRange(next).from);
      expect(shiftMonth(next, -1)).toBe(month);
      month = next;
    }
    expect(month).toBe("2027-03");
    expect([daysIn("2024-02"), daysIn("2026-02")]).toEqual([29, 28]);
  });
});
