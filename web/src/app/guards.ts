import type { QueryClient } from "@tanstack/react-query";
import { redirect } from "@tanstack/react-router";
import { ApiProblem } from "../api/problem.ts";
import { meQuery, workspacesQuery } from "../api/queries.ts";

export interface RouterContext {
  readonly queryClient: QueryClient;
}

const LAST_WORKSPACE = "parley.workspace";

/** For pages of signed-in people: others sign in first and come back to `href`. */
export async function requireSignedIn(client: QueryClient, href: string) {
  try {
    const [signedIn, workspaces] = await Promise.all([
      client.ensureQueryData(meQuery),
      client.ensureQueryData(workspacesQuery),
    ]);
    return { signedIn, workspaces: workspaces.items };
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) {
      throw redirect({ to: "/sign-in", search: href === "/" ? {} : { next: href }, replace: true });
    }
    throw error;
  }
}

/** The workspace to open: the last one used here, else the first. */
export function homeSlug(slugs: readonly string[]): string | undefined {
  const last = readLast();
  return slugs.find((slug) => slug === last) ?? slugs[0];
}

export function rememberWorkspace(slug: string): void {
  try {
    localStorage.setItem(LAST_WORKSPACE, slug);
  } catch {
    // Nothing kept: the first workspace opens next time.
  }
}

function readLast(): string | null {
  try {
    return localStorage.getItem(LAST_WORKSPACE);
  } catch {
    return null;
  }
}
