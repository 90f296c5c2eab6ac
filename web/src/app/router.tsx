import { createRouter } from "@tanstack/react-router";
import { whenSignedOut } from "../api/client.ts";
import { keys } from "../api/keys.ts";
import { NotFoundPage } from "./not-found-page.tsx";
import { PendingPage } from "./pending-page.tsx";
import { queryClient } from "./query-client.ts";
import { RouteFailure } from "./route-failure.tsx";
import { routeTree } from "./routes.tsx";

const PENDING_AFTER_MS = 120;

export const router = createRouter({
  routeTree,
  context: { queryClient },
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  defaultPendingMs: PENDING_AFTER_MS,
  defaultPendingMinMs: 0,
  defaultPendingComponent: PendingPage,
  defaultErrorComponent: RouteFailure,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: false,
});

/** The session ended elsewhere or ran out: sign in and come back to this very address. */
whenSignedOut(() => {
  const { pathname, href } = router.state.location;
  if (!pathname.startsWith("/w/") && pathname !== "/welcome") return;
  queryClient.removeQueries({ queryKey: keys.me });
  void router.navigate({ to: "/sign-in", search: { next: href } });
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** Title of the page, before the workspace's name. */
    readonly title?: string;
    /** On a phone the page needs the whole height: no bottom bar. */
    readonly wholeHeight?: boolean;
  }
}
