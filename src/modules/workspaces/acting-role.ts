import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { workspaceOf } from "../../kernel/permissions.ts";
import type { Role } from "./contract.ts";
import type { Tables } from "./internal/tables.gen.ts";
import { roleOf } from "./present.ts";

/** The role of the person acting, as the database has it now; null for keys, jobs and who is no member. */
export async function actingRole(ctx: Ctx): Promise<Role | null> {
  const { actor } = ctx;
  if (actor.kind !== "user") return null;
  const row = await inTransaction(ctx, (tx) =>
    tx
      .withTables<Tables>()
      .selectFrom("workspaces.member")
      .selectAll()
      .where("workspace_id", "=", workspaceOf(ctx))
      .where("user_id", "=", actor.userId)
      .executeTakeFirst(),
  );
  return row === undefined ? null : roleOf(row);
}
