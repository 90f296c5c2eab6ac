import { z } from "zod";
import { recordAudit } from "../../kernel/audit.ts";
import { idSchema } from "../../kernel/contract.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { AppError } from "../../kernel/errors.ts";
import { endSession, endSessions } from "./internal/sessions.ts";
import { sessionOf } from "./internal/users.ts";

export const revokeSessionInput = z.strictObject({ sessionId: idSchema });

/** Ends one session of the person acting. Somebody else's is not found. */
export async function revokeSession(ctx: Ctx, input: z.input<typeof revokeSessionInput>): Promise<void> {
  const { userId } = sessionOf(ctx);
  const { sessionId } = revokeSessionInput.parse(input);
  await inTransaction(ctx, async (tx, ctx) => {
    if (!(await endSession(ctx, tx, userId, sessionId)))
      throw new AppError("not_found", "This session has ended already.");
    await recordAudit(ctx, tx, { action: "session.revoked", target: { kind: "session", id: sessionId } });
  });
}

/** Ends every session of the person acting but this one. */
export async function revokeOtherSessions(ctx: Ctx): Promise<void> {
  const { userId, sessionId } = sessionOf(ctx);
  await inTransaction(ctx, async (tx, ctx) => {
    const ended = await endSessions(ctx, tx, userId, sessionId);
    if (ended === 0) return;
    await recordAudit(ctx, tx, {
      action: "session.others-revoked",
      target: { kind: "user", id: userId },
      details: { ended },
    });
  });
}
