import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { Session } from "./contract.ts";
import type { Tables } from "./internal/tables.gen.ts";
import { sessionOf } from "./internal/users.ts";
import { presentSession } from "./present.ts";

/** All living sessions of the person acting, last used first; there are at most fifty. */
export async function listSessions(ctx: Ctx): Promise<Session[]> {
  const { userId, sessionId } = sessionOf(ctx);
  return inTransaction(ctx, async (tx, ctx) => {
    const rows = await tx
      .withTables<Tables>()
      .selectFrom("identity.session")
      .selectAll()
      .where("user_id", "=", userId)
      .where("expires_at", ">", ctx.kernel.clock.now())
      .orderBy("last_seen_at", "desc")
      .orderBy("id", "desc")
      .execute();
    return rows.map((row) => presentSession(row, sessionId));
  });
}
