import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { WorkspaceSettings } from "./contract.ts";
import { loadWorkspace } from "./internal/load-workspace.ts";
import { presentSettings } from "./present.ts";

/** Settings that govern other modules' work in the context's workspace. They ask no permission: jobs need them too. */
export async function workspaceSettings(ctx: Ctx): Promise<WorkspaceSettings> {
  return inTransaction(ctx, async (tx, ctx) => presentSettings(await loadWorkspace(ctx, tx)));
}

/** Percent of the last credit received under which the balance counts as low. */
export async function lowBalancePercent(ctx: Ctx): Promise<number> {
  return (await workspaceSettings(ctx)).lowBalancePercent;
}
