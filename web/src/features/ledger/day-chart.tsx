import { useElementSize } from "@mantine/hooks";
import { useMemo, useState } from "react";
import type { StatementSummary } from "../../api/types.ts";
import { formatPt } from "../../ui/pt.ts";
import { ChartLegend } from "./chart-legend.tsx";
import { type DayUse, daysOf, ticksFor, tickText } from "./chart-scale.ts";
import classes from "./day-chart.module.css";
import { dayName, daysIn, type Month, monthName } from "./month.ts";

const HEIGHT = 232;
const LEFT = 40;
const BOTTOM = 24;
const TOP = 10;
const MICRO = 1_000_000;
/** From the axis up. */
const PARTS = ["api", "other", "chat"] as const;

/** PT per day of a month, stacked by what used it. */
export function DayChart({ summary, month }: { readonly summary: StatementSummary; readonly month: Month }) {
  const { ref, width } = useElementSize();
  const [pointed, setPointed] = useState<number | null>(null);
  const days = useMemo(() => daysOf(summary.perDay, daysIn(month)), [summary.perDay, month]);
  const ticks = ticksFor(Math.max(...days.map((day) => Number(day.total) / MICRO)));
  const top = ticks.at(-1) ?? 1;
  const inner = Math.max(width - LEFT, 1);
  const slot = inner / days.length;
  const y = (pt: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - pt / top);
  return (
    <figure className={classes.figure}>
      <ChartLegend days={days} pointed={pointed === null ? undefined : days[pointed]} month={month} />
      <div ref={ref} className={classes.canvas}>
        <svg
          width="100%"
          height={HEIGHT}
          role="img"
          aria-label={spoken(days, month)}
          onMouseLeave={() => setPointed(null)}
        >
          {ticks.map((tick) => (
            <g key={tick}>
              <line
                x1={LEFT}
                x2={width}
                y1={y(tick)}
                y2={y(tick)}
                className={tick === 0 ? classes.axis : classes.grid}
              />
              <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end" className={classes.label}>
                {tickText(tick)}
              </text>
            </g>
          ))}
          {days.map((use, index) => (
            <Bar
              key={use.day}
              use={use}
              x={LEFT + index * slot}
              slot={slot}
              y={y}
              pointed={pointed === index}
              onPoint={() => setPointed(index)}
            />
          ))}
          {days
            .filter(({ day }) => isLabelled(day, days.length, slot))
            .map(({ day }) => (
              <text
                key={day}
                x={LEFT + (day - 0.5) * slot}
                y={HEIGHT - 6}
                textAnchor="middle"
                className={classes.label}
              >
                {slot < 18 ? day : dayName(month, day)}
              </text>
            ))}
        </svg>
      </div>
    </figure>
  );
}

interface BarProps {
  readonly use: DayUse;
  readonly x: number;
  readonly slot: number;
  readonly y: (pt: number) => number;
  readonly pointed: boolean;
  readonly onPoint: () => void;
}

function Bar({ use, x, slot, y, pointed, onPoint }: BarProps) {
  const wide = Math.min(14, slot * 0.6);
  let below = 0;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing only repeats what the legend and the table say.
    <g data-pointed={pointed} className={classes.bar} onMouseEnter={onPoint}>
      <rect x={x} y={TOP} width={slot} height={HEIGHT - TOP - BOTTOM} className={classes.target} />
      {PARTS.map((part) => {
        const pt = Number(use[part]) / MICRO;
        const from = y(below + pt);
        const height = y(below) - from;
        below += pt;
        return pt === 0 ? null : (
          <rect
            key={part}
            x={x + (slot - wide) / 2}
            y={from}
            width={wide}
            height={Math.max(height, 0.5)}
            className={classes[part]}
          />
        );
      })}
    </g>
  );
}

function isLabelled(day: number, days: number, slot: number): boolean {
  const every = slot < 9 ? 7 : 5;
  return day === 1 || (day % every === 0 && (day === days || days - day > 1));
}

function spoken(days: readonly DayUse[], month: Month): string {
  const total = days.reduce((sum, day) => sum + day.total, 0n);
  const most = days.reduce((best, day) => (day.total > best.total ? day : best));
  if (total === 0n) return `PT per day in ${monthName(month)}: nothing used.`;
  return `PT per day in ${monthName(month)}: ${formatPt(total)} PT in all, most on ${dayName(month, most.day)} with ${formatPt(most.total)} PT.`;
}
