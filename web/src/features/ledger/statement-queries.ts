import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { type Month, monthRange } from "./month.ts";
import { type StatementFilter, statementQueryOf } from "./statement-filter.ts";

const PAGE_SIZE = 50;

export function summaryQuery(workspaceId: string, month: Month) {
  return queryOptions({
    queryKey: [...keys.statement(workspaceId), "summary", month],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/workspaces/{workspaceId}/statement/summary", {
          params: { path: { workspaceId }, query: monthRange(month) },
          signal,
        }),
      ),
  });
}

export function entriesQuery(workspaceId: string, filter: StatementFilter) {
  return infiniteQueryOptions({
    queryKey: [...keys.statement(workspaceId), "entries", filter],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/api/workspaces/{workspaceId}/statement", {
          params: {
            path: { workspaceId },
            query: {
              limit: PAGE_SIZE,
              ...statementQueryOf(filter),
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null, // The type of the first page mark is that of the later ones.
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
  });
}
