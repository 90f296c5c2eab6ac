import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { onRecovery, watchDevice } from "../api/connection.ts";
import { whenReached } from "../api/when-reached.ts";
import { ErrorBoundary } from "../ui/error-boundary.tsx";
import { useShortcutListener } from "../ui/shortcuts.ts";
import { cssVariables, theme } from "../ui/theme.ts";
import { GlobalFailure } from "./global-failure.tsx";
import { styleNonce } from "./nonce.ts";
import { queryClient, refetchFailed } from "./query-client.ts";
import { router } from "./router.tsx";

const Toasts = lazy(async () => ({ default: (await whenReached(() => import("../ui/toasts.tsx"))).Toasts }));
const colourScheme = localStorageColorSchemeManager({ key: "parley.colour-scheme" });

/** Everything around the pages. */
export function Application() {
  useShortcutListener();
  useEffect(watchDevice, []);
  useEffect(() => onRecovery(() => refetchFailed(queryClient)), []);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colourScheme}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <ErrorBoundary fallback={(error) => <GlobalFailure error={error} />}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <ErrorBoundary fallback={() => null}>
            <Suspense fallback={null}>
              <Toasts />
            </Suspense>
          </ErrorBoundary>
        </QueryClientProvider>
      </ErrorBoundary>
    </MantineProvider>
  );
}
