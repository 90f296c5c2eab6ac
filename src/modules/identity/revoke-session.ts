import { z } from "zod";
import { recordAudit } from "../../kernel/audit.ts";
import { idSchema } from "../../kernel/contract.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { AppError } from "../../kernel/errors.ts";
import { endSessions } from "./internal/sessions.ts";
import type { Tables } from "./internal/tables.gen.ts";
import { sessionOf } from "./internal/users.ts";

export const revokeSessionInput = z.strictObject({ sessionId: idSchema });

/** Ends one session of the person acting. Somebody else's is not found. */
export async function revokeSession(ctx: Ctx, input: z.input<typeof revokeSessionInput>): Promise<void> {
  const { userId } = sessionOf(ctx);
  const { sessionId } = revokeSessionInput.parse(input);
  await inTransaction(ctx, async (tx, ctx) => {
    const ended = await tx
      .withTables<Tables>()
      .deleteFrom("identity.session")
      .where("id", "=", sessionId)
      .where("user_id", "=", userId)
      .returning("id")
      .executeTakeFirst();
    if (ended === undefined) throw new AppError("not_found", "This session has ended already.");
    await recordAudit(ctx, tx, { action: "session.revoked", target: { kind: "session", id: sessionId } });
  });
}

/** Ends every session of the person acting but this one. */
export async function revokeOtherSessions(ctx: Ctx): Promise<void> {
  const { userId, sessionId } = sessionOf(ctx);
  await inTransaction(ctx, async (tx, ctx) => {
    const ended = await endSessions(tx, userId, sessionId);
    if (ended === 0) return;
    await recordAudit(ctx, tx, {
      action: "session.others-revoked",
      target: { kind: "user", id: userId },
      details: { ended },
    });
  });
}
