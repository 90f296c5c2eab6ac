import { type Ctx, inWorkspace } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { forbidden } from "../../kernel/errors.ts";
import { isId } from "../../kernel/ids.ts";
import type { Workspace } from "./contract.ts";
import type { Tables } from "./internal/tables.gen.ts";
import { presentWorkspace } from "./present.ts";
import { workspaceIds } from "./workspace-ids.ts";

/** For the operator: the workspace with this id or slug, or null. By slug it looks through all of them. */
export async function findWorkspace(ctx: Ctx, idOrSlug: string): Promise<Workspace | null> {
  requireOperator(ctx);
  const wanted = idOrSlug.trim().toLowerCase();
  if (isId(wanted)) return load(ctx, wanted);
  for await (const workspace of allWorkspaces(ctx)) {
    if (workspace.slug === wanted) return workspace;
  }
  return null;
}

/** For the operator: every workspace, oldest first, each read in a context of its own. */
export async function* allWorkspaces(ctx: Ctx): AsyncGenerator<Workspace> {
  requireOperator(ctx);
  for await (const id of workspaceIds(ctx.kernel)) {
    const workspace = await load(ctx, id);
    if (workspace !== null) yield workspace;
  }
}

async function load(ctx: Ctx, id: string): Promise<Workspace | null> {
  return inTransaction(inWorkspace(ctx, id), async (tx) => {
    const row = await tx
      .withTables<Tables>()
      .selectFrom("workspaces.workspace")
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirst();
    return row === undefined ? null : presentWorkspace(row);
  });
}

function requireOperator(ctx: Ctx): void {
  if (ctx.actor.kind !== "operator") throw forbidden("Only the operator looks through all workspaces.");
}
