/** A month as it stands in the address: "2026-11". Months and days of the statement are counted in UTC. */
export type Month = string;

export function monthOf(at: Date): Month {
  return `${at.getUTCFullYear()}-${String(at.getUTCMonth() + 1).padStart(2, "0")}`;
}

function startOf(month: Month, offset = 0): Date {
  const [year = 1970, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + offset, 1));
}

/** First moment of the month and of the one after it. */
export function monthRange(month: Month): { from: string; to: string } {
  return { from: startOf(month).toISOString(), to: startOf(month, 1).toISOString() };
}

export function shiftMonth(month: Month, by: number): Month {
  return monthOf(startOf(month, by));
}

/** "November 2026". */
export function monthName(month: Month): string {
  return startOf(month).toLocaleDateString("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
}

/** "1 Nov". */
export function dayName(month: Month, day: number): string {
  const at = startOf(month);
  at.setUTCDate(day);
  return at.toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
}

export function daysIn(month: Month): number {
  return Math.round((startOf(month, 1).getTime() - startOf(month).getTime()) / 86_400_000);
}
