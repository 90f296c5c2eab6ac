import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { walletQuery } from "../../api/queries.ts";
import { QueryView } from "../../api/query-view.tsx";
import { useWorkspace } from "../../api/workspace.ts";
import { DayChart } from "../../features/ledger/day-chart.tsx";
import { EquationStrip } from "../../features/ledger/equation-strip.tsx";
import { Grants } from "../../features/ledger/grants.tsx";
import type { Month } from "../../features/ledger/month.ts";
import { summaryQuery } from "../../features/ledger/statement-queries.ts";
import classes from "./usage.module.css";

/** The month at a glance. `running`: it is the present one. */
export function Period({ month, running }: { readonly month: Month; readonly running: boolean }) {
  const { id } = useWorkspace();
  const summary = useQuery(summaryQuery(id, month));
  const { data: wallet } = useQuery(walletQuery(id));
  return (
    <QueryView query={summary} failed="The statement did not load" skeleton={<PeriodSkeleton />}>
      {(data) => (
        <>
          <EquationStrip summary={data} month={month} running={running} />
          <div className={classes.overview}>
            <DayChart summary={data} month={month} />
            <aside className={classes.side}>{wallet ? <Grants wallet={wallet} /> : null}</aside>
          </div>
        </>
      )}
    </QueryView>
  );
}

function PeriodSkeleton() {
  return (
    <div role="status" aria-label="Loading the statement" aria-busy="true" className={classes.skeleton}>
      <Skeleton height={70} radius="sm" />
      <div className={classes.skeletonChart}>
        <Skeleton height={232} radius="sm" />
        <Skeleton height={232} radius="sm" />
      </div>
    </div>
  );
}
