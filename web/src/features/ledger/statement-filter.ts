import type { StatementKind } from "../../api/types.ts";
import { withoutEmpty } from "../../ui/without-empty.ts";
import { type Month, monthRange } from "./month.ts";

/** What the address says about the entries to show. */
export interface StatementFilter {
  readonly month: Month;
  readonly kind?: StatementKind;
  readonly member?: string;
  readonly model?: string;
  readonly holds?: boolean;
}

/** The same as the API's query. */
export function statementQueryOf(filter: StatementFilter) {
  return {
    ...monthRange(filter.month),
    ...withoutEmpty({ kind: filter.kind, userId: filter.member, model: filter.model }),
    ...(filter.holds === true ? { includeHolds: "true" } : {}),
  };
}

/** Where the browser fetches the entries as a file. */
export function csvAddress(workspaceId: string, filter: StatementFilter): string {
  const query = new URLSearchParams(statementQueryOf(filter));
  return `/api/workspaces/${encodeURIComponent(workspaceId)}/statement.csv?${query}`;
}

export const KIND_CHOICES: readonly { readonly value: StatementKind; readonly label: string }[] = [
  { value: "usage", label: "Used" },
  { value: "grant", label: "Credit received" },
  { value: "expiry", label: "Expired" },
  { value: "correction", label: "Corrected" },
  { value: "hold", label: "Held" },
  { value: "release", label: "Returned unused" },
];
