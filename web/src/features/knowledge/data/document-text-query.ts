import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import type { DocumentText } from "../types.ts";

/** Passages of one page of the viewer. */
export const CHUNKS_A_PAGE = 40;

/** A page of the text: centred on a passage, or from one onwards. */
export type TextPlace = { readonly around: number } | { readonly from: number; readonly limit: number };

/** The text of a document from the wanted passage outwards. Each document and entry point has a cache of its own. */
export function documentTextQuery(workspaceId: string, documentId: string, chunk: number | null) {
  return infiniteQueryOptions({
    queryKey: [...keys.document(workspaceId, documentId), "text", chunk],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/api/workspaces/{workspaceId}/knowledge/documents/{documentId}/text", {
          params: {
            path: { workspaceId, documentId },
            query: { limit: CHUNKS_A_PAGE, ...pageParam },
          },
          signal,
        }),
      ),
    initialPageParam: firstPlace(chunk),
    getNextPageParam: placeAfter,
    getPreviousPageParam: placeBefore,
    staleTime: 60_000,
  });
}

function firstPlace(chunk: number | null): TextPlace {
  return chunk === null ? { from: 0, limit: CHUNKS_A_PAGE } : { around: chunk };
}

export function placeAfter({ chunks, total }: DocumentText): TextPlace | null {
  const last = chunks.at(-1);
  return last === undefined || last.number + 1 >= total
    ? null
    : { from: last.number + 1, limit: CHUNKS_A_PAGE };
}

export function placeBefore({ chunks }: DocumentText): TextPlace | null {
  const first = chunks[0];
  if (first === undefined || first.number === 0) return null;
  const from = Math.max(0, first.number - CHUNKS_A_PAGE);
  return { from, limit: first.number - from };
}
