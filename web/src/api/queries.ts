import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "./client.ts";
import { setCsrfToken } from "./csrf.ts";
import { keys } from "./keys.ts";

const MINUTE_MS = 60_000;

/** What this installation is: its version, whether sign-up is open, whether mail lands in the sink. */
export const statusQuery = queryOptions({
  queryKey: keys.status,
  queryFn: ({ signal }) => unwrap(api.GET("/api/status", { signal })),
  staleTime: 5 * MINUTE_MS,
});

/** Who is signed in. Fetching it also renews the CSRF token. */
export const meQuery = queryOptions({
  queryKey: keys.me,
  queryFn: async ({ signal }) => {
    const signedIn = await unwrap(api.GET("/api/me", { signal }));
    setCsrfToken(signedIn.csrfToken);
    return signedIn;
  },
  staleTime: 5 * MINUTE_MS,
});

export const workspacesQuery = queryOptions({
  queryKey: keys.workspaces,
  queryFn: ({ signal }) => unwrap(api.GET("/api/workspaces", { signal })),
  staleTime: MINUTE_MS,
});

export function walletQuery(workspaceId: string) {
  return queryOptions({
    queryKey: keys.wallet(workspaceId),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/workspaces/{workspaceId}/wallet", { params: { path: { workspaceId } }, signal })),
  });
}

export function modelsQuery(workspaceId: string) {
  return queryOptions({
    queryKey: keys.models(workspaceId),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/workspaces/{workspaceId}/models", { params: { path: { workspaceId } }, signal })),
    staleTime: MINUTE_MS,
  });
}

/** The members as choices and names: the first hundred, by name. */
export function memberNamesQuery(workspaceId: string) {
  return queryOptions({
    queryKey: [...keys.members(workspaceId), "names"],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/workspaces/{workspaceId}/members", {
          params: { path: { workspaceId }, query: { limit: 100 } },
          signal,
        }),
      ),
    staleTime: MINUTE_MS,
  });
}

/** The collections of documents that the person sees. */
export function collectionsQuery(workspaceId: string) {
  return queryOptions({
    queryKey: keys.collections(workspaceId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/workspaces/{workspaceId}/knowledge/collections", {
          params: { path: { workspaceId } },
          signal,
        }),
      ),
  });
}
