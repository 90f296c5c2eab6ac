import { QueryClient } from "@tanstack/react-query";

/** Reads were tried twice by the transport; a write that cannot be sent fails at once, so that the person knows. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: 10_000, networkMode: "always" },
    mutations: { retry: false, networkMode: "always" },
  },
});

/** After the connection came back: what failed, and what is on the screen and may be old. */
export function refetchFailed(client: QueryClient): void {
  void client.refetchQueries({
    type: "active",
    predicate: (query) => query.state.status === "error" || query.isStale(),
  });
}
