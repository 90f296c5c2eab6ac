import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { AppError } from "../../../kernel/errors.ts";
import type { Limit } from "../../../kernel/kernel.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import type { Tables } from "./tables.gen.ts";

/** It also bounds what a search among members looks through. */
const MEMBERS_PER_WORKSPACE = 10_000;

export const memberLimit: Limit = {
  name: "workspaces.members",
  unit: "members",
  defaultMaximum: MEMBERS_PER_WORKSPACE,
  count: (ctx) => inTransaction(ctx, (tx, ctx) => countMembers(ctx, tx)),
};

/** Exact only while the workspace is locked. */
export async function requireRoomForMember(ctx: Ctx, tx: Tx): Promise<void> {
  if ((await countMembers(ctx, tx)) < MEMBERS_PER_WORKSPACE) return;
  throw new AppError(
    "limit_reached",
    `This workspace has ${MEMBERS_PER_WORKSPACE} members, the most it can have.`,
    {
      data: { maximum: MEMBERS_PER_WORKSPACE },
    },
  );
}

async function countMembers(ctx: Ctx, tx: Tx): Promise<number> {
  const { members } = await tx
    .withTables<Tables>()
    .selectFrom("workspaces.member")
    .select((row) => row.fn.countAll<bigint>().as("members"))
    .where("workspace_id", "=", workspaceOf(ctx))
    .executeTakeFirstOrThrow();
  return Number(members);
}
