import { recordAudit } from "../../kernel/audit.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { Tables } from "./internal/tables.gen.ts";
import { sessionOf } from "./internal/users.ts";

/** Ends the session acting. Signing out twice is no fault. */
export async function signOut(ctx: Ctx): Promise<void> {
  const { userId, sessionId } = sessionOf(ctx);
  await inTransaction(ctx, async (tx, ctx) => {
    const ended = await tx
      .withTables<Tables>()
      .deleteFrom("identity.session")
      .where("id", "=", sessionId)
      .returning("id")
      .executeTakeFirst();
    if (ended === undefined) return;
    await recordAudit(ctx, tx, { action: "session.closed", target: { kind: "user", id: userId } });
  });
}
