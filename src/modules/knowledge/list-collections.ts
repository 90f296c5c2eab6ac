import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { requirePermission } from "../../kernel/permissions.ts";
import type { Collection } from "./contract.ts";
import { ensureGeneral, selectCollections } from "./internal/collections.ts";
import { presentCollection } from "./present.ts";

/** Those that whoever acts may read, and all for who manages them; by name. There are at most 200. */
export async function listCollections(ctx: Ctx): Promise<Collection[]> {
  requirePermission(ctx, "knowledge.read");
  return inTransaction(ctx, async (tx, ctx) => {
    await ensureGeneral(ctx);
    return (await selectCollections(ctx, tx)).map(presentCollection);
  });
}
