import type { z } from "zod";
import { recordAudit } from "../../kernel/audit.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { AppError, validationFailed } from "../../kernel/errors.ts";
import { workspaceOf } from "../../kernel/permissions.ts";
import { usersByIds } from "../identity/index.ts";
import { addMemberInput, type Member } from "./contract.ts";
import { lockWorkspace } from "./internal/load-workspace.ts";
import { requireRoomForMember } from "./internal/member-limit.ts";
import { announceMembers } from "./internal/membership.ts";
import type { Tables } from "./internal/tables.gen.ts";
import { requireMayManage } from "./policy.ts";
import { presentMember } from "./present.ts";

/** Adds a person who has an account, by the id they find in their profile. */
export async function addMember(ctx: Ctx, input: z.input<typeof addMemberInput>): Promise<Member> {
  const { userId, role } = addMemberInput.parse(input);
  requireMayManage(ctx, role);
  return inTransaction(ctx, async (tx, ctx) => {
    await lockWorkspace(ctx, tx);
    const person = (await usersByIds(ctx, [userId])).get(userId);
    if (person === undefined) {
      throw validationFailed([{ path: "userId", reason: "Nobody has this id. Check it with the person." }]);
    }
    await requireRoomForMember(ctx, tx);
    const member = await tx
      .withTables<Tables>()
      .insertInto("workspaces.member")
      .values({ workspace_id: workspaceOf(ctx), user_id: userId, role, joined_at: ctx.kernel.clock.now() })
      .onConflict((conflict) => conflict.columns(["workspace_id", "user_id"]).doNothing())
      .returningAll()
      .executeTakeFirst();
    if (member === undefined)
      throw new AppError("conflict", `${person.name} already belongs to this workspace.`);
    await recordAudit(ctx, tx, {
      action: "member.added",
      target: { kind: "user", id: userId },
      details: { role },
    });
    await announceMembers(ctx, tx);
    return presentMember(member, person);
  });
}
