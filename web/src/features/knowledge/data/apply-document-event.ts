import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { keys } from "../../../api/keys.ts";
import type { Document } from "../types.ts";

type Pages = InfiniteData<{ readonly items: readonly Document[] }>;

/** What an event says of a document; everything in it may be missing or foreign. */
export interface DocumentEvent {
  readonly documentId?: unknown;
  readonly state?: unknown;
  readonly done?: unknown;
  readonly total?: unknown;
}

/** Steps of the work, told many times a second; the others are rare and change more than the row. */
const STEPS: readonly unknown[] = ["reading", "splitting", "embedding"];

/**
 * Moves the progress of a document that is on the page, so that a large upload does not ask for the list again and
 * again.
 * @returns whether that was all there is to do
 */
export function applyDocumentEvent(client: QueryClient, workspaceId: string, event: DocumentEvent): boolean {
  const { documentId, state, done, total } = event;
  if (!STEPS.includes(state) || typeof done !== "number" || typeof total !== "number") return false;
  let found = false;
  const move = (document: Document): Document => {
    if (document.id !== documentId) return document;
    found = true;
    // STEPS are states of a document.
    return { ...document, state: state as Document["state"], progress: { done, total } };
  };
  client.setQueriesData<Pages>({ queryKey: keys.documents(workspaceId) }, (data) =>
    data === undefined
      ? data
      : { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(move) })) },
  );
  return found;
}
