const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function startOfDay(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}

function plain(amount: number, unit: string, future: boolean): string {
  return future ? `in ${amount} ${unit}` : `${amount} ${unit} ago`;
}

/** "now", "2 min ago", "3 h ago", "yesterday", "5 days ago", "5 Nov", "5 Nov 2024"; "in 4 days" for what is to come. */
export function relativeTimeText(at: Date, now: Date): string {
  const difference = at.getTime() - now.getTime();
  const future = difference > 0;
  const distance = Math.abs(difference);
  if (distance < MINUTE) return "now";
  if (distance < HOUR) return plain(Math.floor(distance / MINUTE), "min", future);
  const days = Math.round(Math.abs(startOfDay(at) - startOfDay(now)) / DAY);
  if (days === 0 || distance < 6 * HOUR) return plain(Math.floor(distance / HOUR), "h", future);
  if (days === 1) return future ? "tomorrow" : "yesterday";
  if (days < 7) return plain(days, "days", future);
  return shortDate(at, now);
}

/** "5 Nov"; with the year when it is not the present one. */
export function shortDate(at: Date, now: Date): string {
  const year = at.getFullYear() === now.getFullYear() ? {} : ({ year: "numeric" } as const);
  return at.toLocaleDateString("en-GB", { day: "numeric", month: "short", ...year });
}

/** "Friday, 20 November 2026 at 10:42:08", in the viewer's zone. */
export function exactTime(at: Date): string {
  return at.toLocaleString("en-GB", { dateStyle: "full", timeStyle: "medium" });
}
