import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider, type QueryKey } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterContextProvider,
} from "@tanstack/react-router";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { cssVariables, theme } from "../theme.ts";

export interface Around {
  /** What the cache already holds. */
  readonly data?: readonly (readonly [QueryKey, unknown])[];
  /** Loads that failed. */
  readonly failures?: readonly (readonly [QueryKey, Error])[];
  /** The address at which it is drawn. */
  readonly address?: string;
}

/** The first paint of a component as HTML, inside the providers of the application. Effects do not run. */
export function renderMarkup(element: ReactElement, around: Around = {}): string {
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false, retryOnMount: false, gcTime: Infinity, staleTime: Infinity } },
  });
  for (const [key, data] of around.data ?? []) client.setQueryData([...key], data);
  for (const [queryKey, error] of around.failures ?? []) {
    client.getQueryCache().build(client, { queryKey }).setState({ status: "error", error });
  }
  const router = createRouter({
    routeTree: createRootRoute(),
    history: createMemoryHistory({ initialEntries: [around.address ?? "/"] }),
  });
  return renderToStaticMarkup(
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={client}>
        <RouterContextProvider router={router}>{element}</RouterContextProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
}
