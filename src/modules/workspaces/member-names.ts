import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { workspaceOf } from "../../kernel/permissions.ts";
import { usersByIds } from "../identity/index.ts";
import type { Tables } from "./internal/tables.gen.ts";

/** Names of those of the given people who belong to the context's workspace, by their id; others are not in it. */
export async function memberNames(ctx: Ctx, userIds: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(userIds)];
  if (wanted.length === 0) return new Map();
  return inTransaction(ctx, async (tx, ctx) => {
    const rows = await tx
      .withTables<Tables>()
      .selectFrom("workspaces.member")
      .select("user_id")
      .where("workspace_id", "=", workspaceOf(ctx))
      .where("user_id", "in", wanted)
      .execute();
    const people = await usersByIds(
      ctx,
      rows.map((row) => row.user_id),
    );
    return new Map([...people].map(([id, person]) => [id, person.name]));
  });
}
