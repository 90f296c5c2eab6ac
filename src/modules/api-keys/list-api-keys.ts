import type { z } from "zod";
import { pageQuerySchema } from "../../kernel/contract.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { decodeCursor, pageOf, rowsToFetch, timeAndIdPlace } from "../../kernel/http/page.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { usersByIds } from "../identity/index.ts";
import type { ApiKey } from "./contract.ts";
import type { Tables } from "./internal/tables.gen.ts";
import { KEY_COLUMNS, presentKey } from "./present.ts";

/** Keys of the workspace, newest first, with those that were revoked. */
export async function listApiKeys(
  ctx: Ctx,
  input: z.input<typeof pageQuerySchema>,
): Promise<{ items: ApiKey[]; nextCursor: string | null }> {
  requirePermission(ctx, "api-keys.manage");
  const { cursor, limit } = pageQuerySchema.parse(input);
  const after = cursor === undefined ? undefined : decodeCursor(cursor, timeAndIdPlace);
  return inTransaction(ctx, async (tx, ctx) => {
    let query = tx
      .withTables<Tables>()
      .selectFrom("api_keys.key")
      .select(KEY_COLUMNS)
      .where("workspace_id", "=", workspaceOf(ctx));
    if (after !== undefined) {
      query = query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple("created_at", "id"), "<", tuple(new Date(after[0]), after[1])),
      );
    }
    const rows = await query
      .orderBy("created_at", "desc")
      .orderBy("id", "desc")
      .limit(rowsToFetch(limit))
      .execute();
    const makers = await usersByIds(ctx, [...new Set(rows.flatMap((row) => row.created_by ?? []))]);
    return pageOf(
      rows,
      limit,
      (row) => [row.created_at.toISOString(), row.id],
      (row) => presentKey(row, makers.get(row.created_by ?? "")?.name),
    );
  });
}
