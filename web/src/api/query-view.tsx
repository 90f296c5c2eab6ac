import type { ReactNode } from "react";
import { ProblemState } from "./problem-state.tsx";

/** What `useQuery` and `useInfiniteQuery` have in common. */
export interface ViewedQuery<Data> {
  readonly data: Data | undefined;
  readonly error: Error | null;
  readonly isFetching: boolean;
  readonly refetch: () => unknown;
}

export interface QueryViewProps<Data> {
  readonly query: ViewedQuery<Data>;
  readonly skeleton: ReactNode;
  /** "The members did not load". */
  readonly failed: string;
  readonly isEmpty?: (data: Data) => boolean;
  readonly empty?: ReactNode;
  /** `stale` is true when these are earlier data and the latest load failed. */
  readonly children: (data: Data, stale: boolean) => ReactNode;
}

/** The states of a region: skeleton, problem, empty, data, and data of before under a problem. */
export function QueryView<Data>({ query, skeleton, failed, isEmpty, empty, children }: QueryViewProps<Data>) {
  const { data, error } = query;
  const problem = error ? (
    <ProblemState error={error} title={failed} onRetry={() => query.refetch()} retrying={query.isFetching} />
  ) : null;
  if (data === undefined) return problem ?? skeleton;
  return (
    <>
      {problem}
      {isEmpty?.(data) ? empty : children(data, problem !== null)}
    </>
  );
}
