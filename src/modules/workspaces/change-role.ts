import { z } from "zod";
import { recordAudit } from "../../kernel/audit.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { usersByIds } from "../identity/index.ts";
import { changeRoleInput, type Member, memberParams } from "./contract.ts";
import { lockWorkspace } from "./internal/load-workspace.ts";
import { announceMembers, loadMember, requireAnotherOwner } from "./internal/membership.ts";
import type { Tables } from "./internal/tables.gen.ts";
import { requireMayManage } from "./policy.ts";
import { presentMember, roleOf } from "./present.ts";

const changeMemberRoleInput = z.strictObject({ userId: memberParams.shape.userId, ...changeRoleInput.shape });

/** Gives a member another role; it holds from their next request on. The last owner stays one (last_owner). */
export async function changeRole(ctx: Ctx, input: z.input<typeof changeMemberRoleInput>): Promise<Member> {
  const { userId, role } = changeMemberRoleInput.parse(input);
  requireMayManage(ctx, role);
  return inTransaction(ctx, async (tx, ctx) => {
    await lockWorkspace(ctx, tx);
    const before = await loadMember(ctx, tx, userId);
    const person = (await usersByIds(ctx, [userId])).get(userId);
    if (before.role === role) return presentMember(before, person);
    requireMayManage(ctx, roleOf(before));
    if (before.role === "owner") await requireAnotherOwner(ctx, tx, userId);
    const after = await tx
      .withTables<Tables>()
      .updateTable("workspaces.member")
      .set({ role })
      .where("workspace_id", "=", before.workspace_id)
      .where("user_id", "=", userId)
      .returningAll()
      .executeTakeFirstOrThrow();
    await recordAudit(ctx, tx, {
      action: "member.role-changed",
      target: { kind: "user", id: userId },
      details: { from: before.role, to: role },
    });
    await announceMembers(ctx, tx);
    return presentMember(after, person);
  });
}
