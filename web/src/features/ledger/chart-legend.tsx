import { formatPt } from "../../ui/pt.ts";
import type { DayUse } from "./chart-scale.ts";
import classes from "./day-chart.module.css";
import { dayName, type Month } from "./month.ts";

const NAMES = { chat: "Chat", api: "API", other: "Other" } as const;
const ORDER = ["chat", "api", "other"] as const;

export interface ChartLegendProps {
  readonly days: readonly DayUse[];
  /** The day under the pointer, whose figures stand in place of the month's. */
  readonly pointed: DayUse | undefined;
  readonly month: Month;
}

export function ChartLegend({ days, pointed, month }: ChartLegendProps) {
  const shown = pointed === undefined ? days : [pointed];
  const sum = (part: (typeof ORDER)[number]) => shown.reduce((total, day) => total + day[part], 0n);
  const parts = ORDER.filter((part) => part !== "other" || days.some((day) => day.other !== 0n));
  return (
    <figcaption className={classes.legend}>
      <span className={classes.title}>{pointed ? dayName(month, pointed.day) : "PT per day"}</span>
      {parts.map((part) => (
        <span key={part} className={classes.key}>
          <span className={classes.swatch} data-part={part} aria-hidden />
          {NAMES[part]} <span className={classes.sum}>{formatPt(sum(part))}</span>
        </span>
      ))}
    </figcaption>
  );
}
