import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import { requirePermission } from "../../../kernel/permissions.ts";
import type { Assistant } from "../contract.ts";
import { loadAssistants, presentAssistant } from "./store.ts";

/** All assistants of the workspace, by name; there are at most 100. */
export async function listAssistants(ctx: Ctx): Promise<{ items: Assistant[] }> {
  requirePermission(ctx, "assistants.read");
  return inTransaction(ctx, async (tx, ctx) => ({
    items: (await loadAssistants(ctx, tx)).map(presentAssistant),
  }));
}
