import { recordAudit } from "../../kernel/audit.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { endSession } from "./internal/sessions.ts";
import { sessionOf } from "./internal/users.ts";

/** Ends the session acting. Signing out twice is no fault. */
export async function signOut(ctx: Ctx): Promise<void> {
  const { userId, sessionId } = sessionOf(ctx);
  await inTransaction(ctx, async (tx, ctx) => {
    if (!(await endSession(ctx, tx, userId, sessionId))) return;
    await recordAudit(ctx, tx, { action: "session.closed", target: { kind: "user", id: userId } });
  });
}
