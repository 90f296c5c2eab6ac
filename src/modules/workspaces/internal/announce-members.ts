import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";

/** Tells open pages, once the transaction has committed, that who belongs here or with which role has changed. */
export async function announceMembers(ctx: Ctx, tx: Tx): Promise<void> {
  const channel = `workspace:${workspaceOf(ctx)}`;
  await ctx.kernel.realtime.publishInTransaction(tx, channel, { type: "member.changed" });
}
