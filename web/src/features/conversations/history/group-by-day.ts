export interface DayGroup<Item> {
  readonly label: string;
  readonly items: readonly Item[];
}

/**
 * Conversations, latest first, under Today, Yesterday, Last 7 days and then the name of the month, in the viewer's
 * time zone. A month of another year carries its year.
 */
export function groupByDay<Item extends { readonly updatedAt: string }>(
  items: readonly Item[],
  now: Date,
): DayGroup<Item>[] {
  const groups: { label: string; items: Item[] }[] = [];
  for (const item of items) {
    const label = dayLabel(new Date(item.updatedAt), now);
    const group = groups.find((known) => known.label === label);
    if (group) group.items.push(item);
    else groups.push({ label, items: [item] });
  }
  return groups;
}

/** A time ahead of this machine's clock counts as today. */
export function dayLabel(time: Date, now: Date): string {
  const days = Math.round((startOfDay(now) - startOfDay(time)) / 86_400_000);
  if (days <= 0 || Number.isNaN(days)) return "Today";
  if (days === 1) return "Yesterday";
  if (days <= 7) return "Last 7 days";
  const sameYear = time.getFullYear() === now.getFullYear();
  return time.toLocaleDateString("en", sameYear ? { month: "long" } : { month: "long", year: "numeric" });
}

/** Days are 23 or 25 hours long when clocks change, so the difference is rounded by the caller. */
function startOfDay(time: Date): number {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();
}
