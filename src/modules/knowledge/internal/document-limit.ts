import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { AppError } from "../../../kernel/errors.ts";
import type { Limit } from "../../../kernel/kernel.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";

const DOCUMENTS_PER_WORKSPACE = 100_000;

export const documentLimit: Limit = {
  name: "knowledge.documents",
  unit: "documents",
  defaultMaximum: DOCUMENTS_PER_WORKSPACE,
  count: (ctx) => inTransaction(ctx, (tx, ctx) => countDocuments(ctx, tx)),
};

/** Not exact among uploads at the same moment: it bounds, it does not bill. */
export async function requireRoomForDocument(ctx: Ctx, tx: Tx): Promise<void> {
  if ((await countDocuments(ctx, tx)) < DOCUMENTS_PER_WORKSPACE) return;
  throw new AppError(
    "limit_reached",
    `This workspace has ${DOCUMENTS_PER_WORKSPACE.toLocaleString("en")} documents, the most it can have. Delete some first.`,
    { data: { maximum: DOCUMENTS_PER_WORKSPACE } },
  );
}

async function countDocuments(ctx: Ctx, tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from knowledge.document where workspace_id = ${workspaceOf(ctx)}`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}
