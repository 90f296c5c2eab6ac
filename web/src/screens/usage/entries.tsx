import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { modelsQuery } from "../../api/queries.ts";
import { QueryView } from "../../api/query-view.tsx";
import { useWorkspace } from "../../api/workspace.ts";
import { EntriesTable } from "../../features/ledger/entries-table.tsx";
import { type Choice, EntryFilters, type FilterChange } from "../../features/ledger/entry-filters.tsx";
import { monthName } from "../../features/ledger/month.ts";
import type { StatementFilter } from "../../features/ledger/statement-filter.ts";
import { entriesQuery } from "../../features/ledger/statement-queries.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { Section } from "../../ui/section.tsx";
import { TableSkeleton } from "../../ui/skeletons.tsx";
import classes from "./usage.module.css";

export interface EntriesProps {
  readonly filter: StatementFilter;
  readonly members: readonly Choice[];
  readonly onChange: (change: FilterChange) => void;
}

export function Entries({ filter, members, onChange }: EntriesProps) {
  const { id } = useWorkspace();
  const query = useInfiniteQuery(entriesQuery(id, filter));
  const { data: models } = useQuery(modelsQuery(id));
  const names = new Map(models?.items.map((model) => [model.id, model.name]));
  const entries = query.data?.pages.flatMap((page) => page.items);
  const count =
    entries === undefined ? null : `${entries.length.toLocaleString("en")}${query.hasNextPage ? "+" : ""}`;
  return (
    <div className={classes.entries}>
      <Section
        title="Entries"
        inset="flush"
        caption={count}
        actions={
          <EntryFilters
            filter={filter}
            members={members}
            models={[...names].map(([value, label]) => ({ value, label }))}
            onChange={onChange}
          />
        }
      >
        <QueryView
          query={{ ...query, data: entries }}
          failed="The entries did not load"
          skeleton={<TableSkeleton columns={7} label="Loading the entries" />}
          isEmpty={(all) => all.length === 0}
          empty={<NoEntries filter={filter} onChange={onChange} />}
        >
          {(all, stale) => (
            <EntriesTable
              entries={all}
              modelNames={names}
              stale={stale}
              more={{
                has: query.hasNextPage,
                loading: query.isFetchingNextPage,
                load: () => void query.fetchNextPage(),
              }}
            />
          )}
        </QueryView>
      </Section>
    </div>
  );
}

function NoEntries({ filter, onChange }: Pick<EntriesProps, "filter" | "onChange">) {
  const { slug } = useWorkspace();
  const filtered = filter.kind ?? filter.member ?? filter.model;
  return (
    <div className={classes.none}>
      <p>
        {filtered
          ? "No entry fits these filters."
          : `Nothing was charged or received in ${monthName(filter.month)}.`}
      </p>
      {filtered ? (
        <Button
          variant="default"
          onClick={() => onChange({ kind: undefined, member: undefined, model: undefined })}
        >
          Show all entries
        </Button>
      ) : (
        <LinkButton variant="default" to="/w/$slug/chat" params={{ slug }}>
          Ask a question
        </LinkButton>
      )}
    </div>
  );
}
