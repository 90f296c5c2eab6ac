import { recordAudit } from "../../../kernel/audit.ts";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { userVerified } from "../contract.ts";
import type { Tables } from "./tables.gen.ts";
import { actingAs, type UserRow } from "./users.ts";

/** Whoever followed a mailed link has proved the address; the first time, others are told. */
export async function markVerified(ctx: Ctx, tx: Tx, user: UserRow, sessionId: string): Promise<void> {
  const now = ctx.kernel.clock.now();
  const marked = await tx
    .withTables<Tables>()
    .updateTable("identity.user")
    .set({ email_verified_at: now, updated_at: now })
    .where("id", "=", user.id)
    .where("email_verified_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  if (marked === undefined) return;
  await recordAudit(actingAs(ctx, user.id, sessionId), tx, {
    action: "user.verified",
    target: { kind: "user", id: user.id },
  });
  await ctx.kernel.events.publish(ctx, tx, userVerified, { userId: user.id });
}
