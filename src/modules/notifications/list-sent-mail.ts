import type { z } from "zod";
import { pageQuerySchema } from "../../kernel/contract.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { AppError } from "../../kernel/errors.ts";
import { decodeCursor, pageOf, rowsToFetch } from "../../kernel/http/page.ts";
import type { SentMail } from "./contract.ts";
import type { Delivery } from "./deliver.ts";
import type { Tables } from "./internal/tables.gen.ts";
import { presentSentMail, sentMailPlace } from "./present.ts";

/** Newest first. Anyone may read it, which is why there is nothing to read where mail really goes out. */
export async function listSentMail(
  ctx: Ctx,
  { transport }: Delivery,
  input: z.input<typeof pageQuerySchema>,
): Promise<{ items: SentMail[]; nextCursor: string | null }> {
  if (transport !== "sink")
    throw new AppError("not_found", "There is nothing at this address. Check its spelling.");
  const { cursor, limit } = pageQuerySchema.parse(input);
  const before = cursor === undefined ? undefined : decodeCursor(cursor, sentMailPlace);
  return inTransaction(ctx, async (tx) => {
    let query = tx.withTables<Tables>().selectFrom("notifications.sent_mail").selectAll();
    if (before !== undefined) query = query.where("id", "<", before[0]);
    const rows = await query.orderBy("id", "desc").limit(rowsToFetch(limit)).execute();
    return pageOf(rows, limit, (row) => [row.id], presentSentMail);
  });
}
