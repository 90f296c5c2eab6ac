import { z } from "zod";
import { recordAudit } from "../../kernel/audit.ts";
import { actingUser, type Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { memberParams } from "./contract.ts";
import { lockWorkspace } from "./internal/load-workspace.ts";
import { announceMembers, loadMember, requireAnotherOwner } from "./internal/membership.ts";
import type { Tables } from "./internal/tables.gen.ts";
import { requireMayRemove } from "./policy.ts";
import { roleOf } from "./present.ts";

const removeMemberInput = z.strictObject({ userId: memberParams.shape.userId });

/** Removes a member, or lets the person acting leave. The last owner stays (last_owner). */
export async function removeMember(ctx: Ctx, input: z.input<typeof removeMemberInput>): Promise<void> {
  const { userId } = removeMemberInput.parse(input);
  await inTransaction(ctx, async (tx, ctx) => {
    await lockWorkspace(ctx, tx);
    const member = await loadMember(ctx, tx, userId);
    requireMayRemove(ctx, { userId, role: roleOf(member) });
    if (member.role === "owner") await requireAnotherOwner(ctx, tx, userId);
    await tx
      .withTables<Tables>()
      .deleteFrom("workspaces.member")
      .where("workspace_id", "=", member.workspace_id)
      .where("user_id", "=", userId)
      .execute();
    await recordAudit(ctx, tx, {
      action: actingUser(ctx) === userId ? "member.left" : "member.removed",
      target: { kind: "user", id: userId },
      details: { role: member.role },
    });
    await announceMembers(ctx, tx);
  });
}
