import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { AppError } from "../../../kernel/errors.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import type { WorkspaceRow } from "../present.ts";
import type { Tables } from "./tables.gen.ts";

/** The workspace of the context. @throws AppError not_found */
export async function loadWorkspace(ctx: Ctx, tx: Tx): Promise<WorkspaceRow> {
  return (await selectWorkspace(ctx, tx).executeTakeFirst()) ?? noSuchWorkspace();
}

/**
 * Loads the row and holds it until the end of the transaction: changes of settings and of who belongs to a
 * workspace happen one after another. Rows that refer to the workspace are not kept waiting.
 */
export async function lockWorkspace(ctx: Ctx, tx: Tx): Promise<WorkspaceRow> {
  return (await selectWorkspace(ctx, tx).forNoKeyUpdate().executeTakeFirst()) ?? noSuchWorkspace();
}

function selectWorkspace(ctx: Ctx, tx: Tx) {
  return tx
    .withTables<Tables>()
    .selectFrom("workspaces.workspace")
    .selectAll()
    .where("id", "=", workspaceOf(ctx));
}

function noSuchWorkspace(): never {
  throw new AppError("not_found", "There is no such workspace, or you do not belong to it.");
}
