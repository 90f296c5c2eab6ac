import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { requirePermission } from "../../kernel/permissions.ts";
import type { MyWorkspace } from "./contract.ts";
import { loadWorkspace } from "./internal/load-workspace.ts";
import { myRole } from "./internal/membership.ts";
import { presentMyWorkspace } from "./present.ts";

/** The workspace of the context as the person acting sees it. */
export async function getWorkspace(ctx: Ctx): Promise<MyWorkspace> {
  requirePermission(ctx, "workspace.read");
  return inTransaction(ctx, async (tx, ctx) =>
    presentMyWorkspace(await loadWorkspace(ctx, tx), await myRole(ctx, tx)),
  );
}
