import type { ReactNode } from "react";
import type { Budget } from "../../api/types.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { formatPt } from "../../ui/pt.ts";
import { Pt } from "../../ui/pt-amount.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { StatusDot } from "../../ui/status-dot.tsx";
import { budgetShare, isUsedUp } from "./budget-share.ts";
import classes from "./budgets.module.css";
import type { Choice } from "./entry-filters.tsx";

export interface BudgetsTableProps {
  readonly budgets: readonly Budget[];
  readonly members: readonly Choice[];
  readonly stale: boolean;
  readonly actions: ((budget: Budget) => ReactNode) | undefined;
}

const PERIODS = { day: "per day", month: "per month" } as const;

export function BudgetsTable({ budgets, members, stale, actions }: BudgetsTableProps) {
  const nameOf = (budget: Budget) =>
    budget.userId === null
      ? "The whole workspace"
      : (members.find((member) => member.value === budget.userId)?.label ?? "A former member");
  const columns: Column<Budget>[] = [
    { key: "who", head: "For", kind: "main", render: nameOf },
    {
      key: "limit",
      head: "Limit",
      width: "18%",
      render: (budget) => (
        <>
          <Pt amount={budget.limitMicroPt} /> {PERIODS[budget.period]}
        </>
      ),
    },
    { key: "use", head: "Used so far", width: "28%", render: (budget) => <Use budget={budget} /> },
    {
      key: "resets",
      head: "Starts again",
      width: "16%",
      wideOnly: true,
      render: (budget) => <RelativeTime at={budget.resetsAt} />,
    },
    ...(actions ? [{ key: "actions", head: "Actions", kind: "actions", render: actions } as const] : []),
  ];
  return (
    <DataTable
      label="Budgets"
      columns={columns}
      rows={budgets}
      rowKey={(budget) => budget.id}
      stale={stale}
      phoneRow={(budget) => ({
        title: nameOf(budget),
        caption: `${formatPt(budget.limitMicroPt)} PT ${PERIODS[budget.period]}`,
        end: `${formatPt(budget.spentMicroPt)} used`,
        endCaption: isUsedUp(budget) ? "used up" : null,
        action: actions?.(budget),
      })}
    />
  );
}

function Use({ budget }: { readonly budget: Budget }) {
  const full = isUsedUp(budget);
  return (
    <span className={classes.use}>
      <span className={classes.track} aria-hidden>
        <span
          className={classes.spent}
          data-full={full}
          style={{ display: "block", width: `${budgetShare(budget)}%` }}
        />
      </span>
      {full ? <StatusDot meaning="error">Used up</StatusDot> : <Pt amount={budget.spentMicroPt} />}
      {budget.heldMicroPt === "0" ? null : <span>{formatPt(budget.heldMicroPt)} held</span>}
    </span>
  );
}
