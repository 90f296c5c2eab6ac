import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { AppError, notFound } from "../../../kernel/errors.ts";
import { userOf, workspaceOf } from "../../../kernel/permissions.ts";
import type { Role } from "../contract.ts";
import { type MemberRow, roleOf } from "../present.ts";
import type { Tables } from "./tables.gen.ts";

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

/**
 * Refuses when this owner is the last one. Only sound while the workspace is locked (lockWorkspace): of two
 * owners leaving at once the second then sees that the first is gone.
 */
export async function requireAnotherOwner(ctx: Ctx, tx: Tx, ownerId: string): Promise<void> {
  const another = await tx
    .withTables<Tables>()
    .selectFrom("workspaces.member")
    .select("user_id")
    .where("workspace_id", "=", workspaceOf(ctx))
    .where("role", "=", "owner")
    .where("user_id", "<>", ownerId)
    .limit(1)
    .executeTakeFirst();
  if (another === undefined) {
    throw new AppError("last_owner", "Make somebody else an owner first: a workspace always has one.");
  }
}

/** Tells open pages, once the transaction has committed, that who belongs here or with which role has changed. */
export async function announceMembers(ctx: Ctx, tx: Tx): Promise<void> {
  const channel = `workspace:${workspaceOf(ctx)}`;
  await ctx.kernel.realtime.publishInTransaction(tx, channel, { type: "member.changed" });
}
