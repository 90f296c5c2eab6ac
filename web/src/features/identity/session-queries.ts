import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { toast } from "../../api/toast.ts";
import type { Session } from "../../api/types.ts";

export const sessionsQuery = queryOptions({
  queryKey: keys.sessions,
  queryFn: ({ signal }) => unwrap(api.GET("/api/me/sessions", { signal })),
});

export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (session: Session) =>
      unwrap(api.DELETE("/api/me/sessions/{sessionId}", { params: { path: { sessionId: session.id } } })),
    onSuccess: (_nothing, session) => toast.done(`${session.device} is signed out`),
    onError: (error, session) => toast.failed(error, `${session.device} is still signed in`),
    onSettled: () => client.invalidateQueries({ queryKey: keys.sessions }),
  });
}

export function useEndOtherSessions() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE("/api/me/sessions")),
    onSuccess: () => toast.done("You are signed out everywhere else"),
    onError: (error) => toast.failed(error, "The other sessions go on"),
    onSettled: () => client.invalidateQueries({ queryKey: keys.sessions }),
  });
}
