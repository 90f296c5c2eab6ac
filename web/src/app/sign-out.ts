import type { QueryClient } from "@tanstack/react-query";
import type { UseNavigateResult } from "@tanstack/react-router";
import { api, unwrap } from "../api/client.ts";
import { setCsrfToken } from "../api/csrf.ts";
import { ApiProblem } from "../api/problem.ts";
import { toast } from "../api/toast.ts";
import { clearAllDrafts } from "../ui/draft.ts";

/** Ends the session and forgets what it showed and what was typed. */
export async function signOut(client: QueryClient, navigate: UseNavigateResult<string>): Promise<void> {
  try {
    await unwrap(api.POST("/api/auth/sign-out"));
  } catch (error) {
    if (!(error instanceof ApiProblem && error.status === 401)) {
      toast.failed(error, "You are still signed in");
      return;
    }
  }
  setCsrfToken("");
  clearAllDrafts();
  await navigate({ to: "/sign-in" });
  client.clear();
}
