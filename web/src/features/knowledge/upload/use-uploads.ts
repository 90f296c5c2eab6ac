import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { asProblem } from "../../../api/client.ts";
import { onRecovery } from "../../../api/connection.ts";
import { keys } from "../../../api/keys.ts";
import { useWorkspace } from "../../../api/workspace.ts";
import { sendFile } from "./send-file.ts";
import { isUnderway, type Upload, UploadQueue } from "./upload-queue.ts";

/** By workspace. They go on when the page is left for another one of Parley. */
const queues = new Map<string, UploadQueue>();

function queueOf(client: QueryClient, workspaceId: string): UploadQueue {
  const known = queues.get(workspaceId);
  if (known) return known;
  const queue = new UploadQueue({
    send: (file) => sendFile(workspaceId, file),
    onAdded: () => {
      void client.invalidateQueries({ queryKey: keys.documents(workspaceId) });
      void client.invalidateQueries({ queryKey: keys.collections(workspaceId) });
    },
    problemOf: asProblem,
    newId: () => crypto.randomUUID(),
  });
  onRecovery(() => queue.resume());
  queues.set(workspaceId, queue);
  return queue;
}

/** The uploads of this workspace. Leaving Parley while some are on their way asks first. */
export function useUploads(): { readonly queue: UploadQueue; readonly uploads: readonly Upload[] } {
  const { id } = useWorkspace();
  const queue = queueOf(useQueryClient(), id);
  const uploads = useSyncExternalStore(queue.subscribe, queue.uploads, queue.uploads);
  const underway = uploads.some(({ state }) => isUnderway(state));
  useEffect(() => {
    if (!underway) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [underway]);
  return { queue, uploads };
}
