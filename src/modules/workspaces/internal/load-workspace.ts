import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { AppError, notFound } from "../../../kernel/errors.ts";
import { userOf, workspaceOf } from "../../../kernel/permissions.ts";
import type { Role } from "../contract.ts";
import { type MemberRow, roleOf, type WorkspaceRow } from "../present.ts";
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

/** @throws AppError not_found when the person is no member of the context's workspace */
export async function loadMember(ctx: Ctx, tx: Tx, userId: string): Promise<MemberRow> {
  const row = await tx
    .withTables<Tables>()
    .selectFrom("workspaces.member")
    .selectAll()
    .where("workspace_id", "=", workspaceOf(ctx))
    .where("user_id", "=", userId)
    .executeTakeFirst();
  if (row === undefined) throw notFound("member");
  return row;
}

/** The role of the person acting, as the database has it now. */
export async function myRole(ctx: Ctx, tx: Tx): Promise<Role> {
  return roleOf(await loadMember(ctx, tx, userOf(ctx)));
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
