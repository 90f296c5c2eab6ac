import { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { decodeCursor, pageOf, rowsToFetch } from "../../kernel/http/page.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { memberNames } from "../workspaces/index.ts";
import type { StatementEntry, statementQuery } from "./contract.ts";
import { selectStatement } from "./internal/statement-rows.ts";
import { presentEntry } from "./present.ts";

const place = z.tuple([z.string().regex(/^\d{1,18}$/)]);

/** Every posting that moved the workspace's credit, newest first, each with the balance after it. */
export async function listStatement(
  ctx: Ctx,
  input: z.output<typeof statementQuery>,
): Promise<{ items: StatementEntry[]; nextCursor: string | null }> {
  requirePermission(ctx, "ledger.read");
  const { cursor, limit, ...filter } = input;
  const after = cursor ? decodeCursor(cursor, place) : null;
  return inTransaction(ctx, async (tx, scoped) => {
    const before = after === null ? null : BigInt(after[0]);
    const rows = await selectStatement(tx, workspaceOf(ctx), filter, before, rowsToFetch(limit));
    const names = await memberNames(
      scoped,
      rows.flatMap((row) => row.user_id ?? []),
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.sequence.toString()],
      (row) => presentEntry(row, names),
    );
  });
}
