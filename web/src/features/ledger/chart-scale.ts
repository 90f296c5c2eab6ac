import type { StatementSummary } from "../../api/types.ts";
import { microPt } from "../../ui/pt.ts";

export interface DayUse {
  /** 1 to 31. */
  readonly day: number;
  /** Micro-PT by what used it. */
  readonly chat: bigint;
  readonly api: bigint;
  readonly other: bigint;
  readonly total: bigint;
}

/** One for every day of the month, also those without use. */
export function daysOf(perDay: StatementSummary["perDay"], days: number): DayUse[] {
  const known = new Map(perDay.map((use) => [Number(use.day.slice(8, 10)), use]));
  return Array.from({ length: days }, (_, index) => {
    const use = known.get(index + 1);
    const chat = microPt(use?.chatMicroPt ?? "0");
    const api = microPt(use?.apiMicroPt ?? "0");
    const other = microPt(use?.otherMicroPt ?? "0");
    return { day: index + 1, chat, api, other, total: chat + api + other };
  });
}

/** Round steps from 0 to at least the largest value, three to five of them. Units as given. */
export function ticksFor(largest: number): number[] {
  if (!(largest > 0)) return [0, 1];
  const rough = largest / 4;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * magnitude >= rough) ?? 10) * magnitude;
  const count = Math.ceil(largest / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** 4000 as "4k", 2500000 as "2.5M", 0.25 as it is. */
export function tickText(value: number): string {
  if (value >= 1_000_000) return `${Number((value / 1_000_000).toPrecision(4))}M`;
  if (value >= 1000) return `${Number((value / 1000).toPrecision(4))}k`;
  return String(Number(value.toPrecision(4)));
}
