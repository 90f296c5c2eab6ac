import { createContext, useContext, useMemo } from "react";
import type { MyWorkspace } from "./types.ts";

/** The workspace of the address. Provided by the shell under `/w/$slug`. */
export const WorkspaceContext = createContext<MyWorkspace | null>(null);

export interface WorkspaceView extends Omit<MyWorkspace, "permissions"> {
  readonly permissions: ReadonlySet<string>;
  /** Whether the person's role here holds the named permission. */
  readonly can: (permission: string) => boolean;
}

export function useWorkspace(): WorkspaceView {
  const workspace = useContext(WorkspaceContext);
  if (workspace === null) throw new Error("useWorkspace is for pages under /w/$slug.");
  return useMemo(() => {
    const permissions = new Set(workspace.permissions);
    return { ...workspace, permissions, can: (permission) => permissions.has(permission) };
  }, [workspace]);
}
