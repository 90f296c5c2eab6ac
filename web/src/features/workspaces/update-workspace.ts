import { useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { workspacesQuery } from "../../api/queries.ts";
import type { MyWorkspace } from "../../api/types.ts";
import { useWorkspace } from "../../api/workspace.ts";

export interface WorkspaceChange {
  readonly name?: string;
  readonly settings?: Partial<MyWorkspace["settings"]>;
}

/** Saves and shows the result everywhere at once. */
export function useUpdateWorkspace(): (change: WorkspaceChange) => Promise<MyWorkspace> {
  const { id: workspaceId } = useWorkspace();
  const client = useQueryClient();
  return async (change) => {
    const updated = await unwrap(
      api.PATCH("/api/workspaces/{workspaceId}", { params: { path: { workspaceId } }, body: change }),
    );
    client.setQueryData(workspacesQuery.queryKey, (before) =>
      before
        ? { ...before, items: before.items.map((one) => (one.id === updated.id ? updated : one)) }
        : before,
    );
    void client.invalidateQueries({ queryKey: keys.wallet(workspaceId) });
    return updated;
  };
}
