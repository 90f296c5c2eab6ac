import type { Kernel } from "../../kernel/kernel.ts";
import { roleInWorkspace } from "./internal/role-in-workspace.ts";
import { permissionsOf } from "./internal/role-permissions.ts";

/** What a person may do in a workspace right now; null for a stranger. Never cached. */
export async function permissionsInWorkspace(
  kernel: Kernel,
  userId: string,
  workspaceId: string,
): Promise<ReadonlySet<string> | null> {
  const role = await roleInWorkspace(kernel, userId, workspaceId);
  return role === null ? null : permissionsOf(role);
}
