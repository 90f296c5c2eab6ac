import { isId } from "../../kernel/ids.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { roleSchema } from "./contract.ts";
import { permissionsOf } from "./internal/role-permissions.ts";

/**
 * The inner select depends on what the outer one returns, so the person is set before row-level security
 * reads it, and one round trip does what a transaction would need three for. The setting ends with the statement.
 */
const ROLE_OF = {
  name: "workspaces.role-of",
  text: `select (
      select m.role from workspaces.member m where m.workspace_id = $2 and m.user_id = me.id::uuid
    ) as role
    from (select set_config('app.user_id', $1, true) as id) me`,
};

/**
 * What a person may do in a workspace right now; null for a stranger. Never cached, so that a changed role holds
 * from the next request on.
 */
export async function permissionsInWorkspace(
  kernel: Kernel,
  userId: string,
  workspaceId: string,
): Promise<ReadonlySet<string> | null> {
  if (!isId(userId) || !isId(workspaceId)) return null;
  const { rows } = await kernel.db.pool.query<{ role: string | null }>({
    ...ROLE_OF,
    values: [userId, workspaceId],
  });
  const role = roleSchema.nullable().parse(rows[0]?.role ?? null);
  return role === null ? null : permissionsOf(role);
}
