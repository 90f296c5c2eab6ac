import { sql } from "kysely";
import type { z } from "zod";
import { type Ctx, inWorkspace } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { Tx } from "../../kernel/db/types.ts";
import { AppError } from "../../kernel/errors.ts";
import { userOf } from "../../kernel/permissions.ts";
import { createWorkspaceInput, type MyWorkspace } from "./contract.ts";
import { insertWorkspace } from "./internal/insert-workspace.ts";
import { permissionsOf } from "./internal/role-permissions.ts";
import type { Tables } from "./internal/tables.gen.ts";
import { presentMyWorkspace } from "./present.ts";

/** Workspaces that one person may own; the operator may give them more. */
export const WORKSPACES_PER_PERSON = 20;

/** Anyone who is signed in (which takes a confirmed address) may make a workspace, and owns it. */
export async function createWorkspace(
  ctx: Ctx,
  input: z.input<typeof createWorkspaceInput>,
): Promise<MyWorkspace> {
  const ownerId = userOf(ctx);
  const { name } = createWorkspaceInput.parse(input);
  const there = inWorkspace(ctx, ctx.kernel.newId(), permissionsOf("owner"));
  return inTransaction(there, async (tx, ctx) => {
    await requireRoomForAnother(tx, ownerId);
    return presentMyWorkspace(await insertWorkspace(ctx, tx, { name, ownerId }), "owner");
  });
}

/** The advisory lock makes simultaneous creations of one person count each other. */
async function requireRoomForAnother(tx: Tx, userId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`workspaces-of:${userId}`}, 0))`.execute(tx);
  const { owned } = await tx
    .withTables<Tables>()
    .selectFrom("workspaces.member")
    .select((row) => row.fn.countAll<bigint>().as("owned"))
    .where("user_id", "=", userId)
    .where("role", "=", "owner")
    .executeTakeFirstOrThrow();
  if (owned < WORKSPACES_PER_PERSON) return;
  throw new AppError(
    "limit_reached",
    `You own ${WORKSPACES_PER_PERSON} workspaces, the most one person can have. Hand one over to somebody else first.`,
    { data: { maximum: WORKSPACES_PER_PERSON } },
  );
}
