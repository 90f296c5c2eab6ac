import { type RawBuilder, sql } from "kysely";
import { actingUser, type Ctx } from "../../../kernel/ctx.ts";
import { actingRole } from "../../workspaces/index.ts";

/**
 * The condition under which the collection `c` of a query may be read by whoever acts: it is open to everyone, or
 * names the person or their role. Keys and jobs read what is open to everyone; the operator reads all.
 * Managing a collection is not reading it: a manager who wants to read joins its readers, and that is recorded.
 */
export async function readable(ctx: Ctx): Promise<RawBuilder<boolean>> {
  if (ctx.actor.kind === "operator") return sql<boolean>`true`;
  const userId = actingUser(ctx);
  if (userId === null) return sql<boolean>`c.access = 'everyone'`;
  const role = await actingRole(ctx);
  return sql<boolean>`(c.access = 'everyone' or exists (
    select from knowledge.collection_reader r
    where r.workspace_id = c.workspace_id and r.collection_id = c.id
      and (r.user_id = ${userId} or r.role = ${role})))`;
}

/** The condition under which the collection `c` and the names of its documents are shown: to readers and managers. */
export async function visible(ctx: Ctx): Promise<RawBuilder<boolean>> {
  if (ctx.permissions.has("knowledge.manage")) return sql<boolean>`true`;
  return readable(ctx);
}
