import { z } from "zod";

const DAY_MS = 86_400_000;
const LONGEST_DAYS = 36_500;

const WRONG = "Give a date such as 2027-03-31, a time such as 2027-03-31T12:00:00Z, or a number of days.";

/** When something ends: after so many days, or with the end of a day, UTC, or at an exact time. */
export function endOf(text: string, now: Date): Date | null {
  const days = /^(\d{1,5})d?$/.exec(text)?.[1];
  if (days !== undefined) {
    const count = Number(days);
    return count < 1 || count > LONGEST_DAYS ? null : new Date(now.getTime() + count * DAY_MS);
  }
  const day = startOfDay(text);
  return day === null ? exactTime(text) : new Date(day.getTime() + DAY_MS - 1);
}

/** When something begins: with the start of a day, UTC, or at an exact time. */
export function beginningOf(text: string): Date | null {
  return startOfDay(text) ?? exactTime(text);
}

/** An end that is still to come; the clock is read when the command is run. */
export const futureEnd = z.string().transform((text, context) => {
  const now = new Date();
  const end = endOf(text.trim(), now);
  if (end !== null && end > now) return end;
  context.addIssue({ code: "custom", message: end === null ? WRONG : "This is past. Give a later date." });
  return z.NEVER;
});

/** A beginning that is still to come. */
export const futureBeginning = z.string().transform((text, context) => {
  const from = beginningOf(text.trim());
  if (from !== null && from > new Date()) return from;
  const message =
    from === null ? WRONG.replace(", or a number of days", "") : "This is past. Leave it out to begin now.";
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

function startOfDay(text: string): Date | null {
  return z.iso.date().safeParse(text).success ? new Date(`${text}T00:00:00Z`) : null;
}

function exactTime(text: string): Date | null {
  return z.iso.datetime({ offset: true }).safeParse(text).success ? new Date(text) : null;
}
