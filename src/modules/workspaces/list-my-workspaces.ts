import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { decodeCursor, pageOf, rowsToFetch, timeAndIdPlace } from "../../kernel/http/page.ts";
import { userOf } from "../../kernel/permissions.ts";
import { listMyWorkspacesQuery, type MyWorkspace } from "./contract.ts";
import type { Tables } from "./internal/tables.gen.ts";
import { presentMyWorkspace, roleOf } from "./present.ts";

/** The workspaces of the person acting, in the order of joining. */
export async function listMyWorkspaces(
  ctx: Ctx,
  input: z.input<typeof listMyWorkspacesQuery>,
): Promise<{ items: MyWorkspace[]; nextCursor: string | null }> {
  const userId = userOf(ctx);
  const { cursor, limit } = listMyWorkspacesQuery.parse(input);
  const after = cursor === undefined ? undefined : decodeCursor(cursor, timeAndIdPlace);
  return inTransaction(ctx, async (tx) => {
    let query = tx
      .withTables<Tables>()
      .selectFrom("workspaces.member as m")
      .innerJoin("workspaces.workspace as w", "w.id", "m.workspace_id")
      .selectAll("w")
      .select(["m.role", "m.joined_at"])
      .where("m.user_id", "=", userId);
    if (after !== undefined) {
      query = query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple("m.joined_at", "m.workspace_id"), ">", tuple(new Date(after[0]), after[1])),
      );
    }
    const rows = await query
      .orderBy("m.joined_at")
      .orderBy("m.workspace_id")
      .limit(rowsToFetch(limit))
      .execute();
    return pageOf(
      rows,
      limit,
      (row) => [row.joined_at.toISOString(), row.id],
      (row) => presentMyWorkspace(row, roleOf(row)),
    );
  });
}
