import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { mergeSegmentsJob } from "../jobs.ts";

/** Lets the index be tidied after this transaction; of a workspace at most one waits. */
export async function queueMerge(ctx: Ctx, tx: Tx): Promise<void> {
  await ctx.kernel.events.enqueue(ctx, tx, mergeSegmentsJob, {}, { singletonKey: workspaceOf(ctx) });
}
