import { api, unwrap } from "../../../api/client.ts";
import type { UploadQuote } from "../types.ts";
import type { ChosenFile } from "../upload/upload-rules.ts";

/** The most that reading these files can cost. Nothing is held by asking. */
export function fetchUploadQuote(
  workspaceId: string,
  collectionId: string,
  files: readonly ChosenFile[],
  signal: AbortSignal,
): Promise<UploadQuote> {
  return unwrap(
    api.POST("/api/workspaces/{workspaceId}/knowledge/upload-quotes", {
      params: { path: { workspaceId } },
      body: {
        collectionId,
        files: files.map(({ path, file }) => ({ name: path, sizeBytes: file.size })),
      },
      signal,
    }),
  );
}
