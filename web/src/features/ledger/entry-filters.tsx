import { FilterPill } from "../../ui/filter-pill.tsx";
import { KIND_CHOICES, type StatementFilter } from "./statement-filter.ts";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A change of the filters: undefined takes one away. */
export type FilterChange = { readonly [Name in keyof StatementFilter]?: StatementFilter[Name] | undefined };

export interface EntryFiltersProps {
  readonly filter: StatementFilter;
  readonly members: readonly Choice[];
  readonly models: readonly Choice[];
  readonly onChange: (change: FilterChange) => void;
}

export function EntryFilters({ filter, members, models, onChange }: EntryFiltersProps) {
  return (
    <>
      <FilterPill
        name="Kind"
        anything="All"
        value={filter.kind}
        options={KIND_CHOICES}
        onChange={(kind) => onChange({ kind })}
      />
      <FilterPill
        name="Member"
        anything="Anyone"
        value={filter.member}
        options={members}
        onChange={(member) => onChange({ member })}
      />
      <FilterPill
        name="Model"
        anything="Any"
        value={filter.model}
        options={models}
        onChange={(model) => onChange({ model })}
      />
      <FilterPill
        name="Holds"
        anything="Hidden"
        value={filter.holds ? "shown" : undefined}
        options={[{ value: "shown", label: "Shown" }]}
        onChange={(shown) => onChange({ holds: shown === undefined ? undefined : true })}
      />
    </>
  );
}
