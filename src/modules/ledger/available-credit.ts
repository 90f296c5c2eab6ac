import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { workspaceOf } from "../../kernel/permissions.ts";
import { loadWallet } from "./get-wallet.ts";

/** Free credit of the workspace, micro-PT, at the moment of reading. */
export async function availableCredit(ctx: Ctx): Promise<bigint> {
  return (await inTransaction(ctx, (tx) => loadWallet(tx, workspaceOf(ctx)))).available;
}
