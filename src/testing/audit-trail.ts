import type { TestApp } from "./app.ts";

export interface RecordedAudit {
  readonly workspaceId: string | null;
  readonly action: string;
  readonly actorId: string | null;
  readonly targetId: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What the audit trail holds of an action, oldest first, seen past row-level security. */
export async function auditTrail(
  app: Pick<TestApp, "adminPool">,
  action: string,
  of: { readonly targetId: string } | { readonly workspaceId: string },
): Promise<RecordedAudit[]> {
  const [column, id] = "targetId" in of ? ["target_id", of.targetId] : ["workspace_id::text", of.workspaceId];
  const { rows } = await app.adminPool.query<RecordedAudit>(
    `select workspace_id as "workspaceId", action, actor_id as "actorId", target_id as "targetId", details
     from kernel.audit where action = $1 and ${column} = $2 order by id`,
    [action, id],
  );
  return rows;
}

/** Every row of an action in the whole installation, as the table has them, oldest first. */
export async function auditRows(app: Pick<TestApp, "adminPool">, action: string) {
  const { rows } = await app.adminPool.query("select * from kernel.audit where action = $1 order by id", [
    action,
  ]);
  return rows;
}
