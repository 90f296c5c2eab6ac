import type { useSyncExternalStore } from "react";

type Follow = typeof useSyncExternalStore;

/**
 * React's way to follow a store, such that markup shows what a store of the browser holds. For
 * `vi.mock("react", …)`: those stores have no snapshot for a server.
 */
export function readableStores(follow: Follow): Follow {
  return (subscribe, get, getOnServer) => follow(subscribe, get, getOnServer ?? get);
}
