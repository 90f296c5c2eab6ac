const DAY_MS = 24 * 60 * 60 * 1000;

export const EXPIRY_CHOICES = [
  { value: "never", label: "Never, until it is revoked" },
  { value: "7", label: "In 7 days" },
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
] as const;

/** The moment that a choice means, UTC; null for never. */
export function expiryOf(choice: string, now: Date): string | null {
  const days = Number(choice);
  return Number.isInteger(days) && days > 0 ? new Date(now.getTime() + days * DAY_MS).toISOString() : null;
}
