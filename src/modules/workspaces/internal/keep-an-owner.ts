import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { AppError } from "../../../kernel/errors.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import type { Tables } from "./tables.gen.ts";

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
