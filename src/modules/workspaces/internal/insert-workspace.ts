import { recordAudit } from "../../../kernel/audit.ts";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { workspaceCreated } from "../events.ts";
import type { WorkspaceRow } from "../present.ts";
import { slugFrom, withSuffix } from "./slug.ts";
import type { Tables } from "./tables.gen.ts";

/** With a random suffix a second collision is already a rarity; this only bounds the loop. */
const SLUG_ATTEMPTS = 10;

/** Writes the workspace that the context names, its first owner, the audit record and the event. */
export async function insertWorkspace(
  ctx: Ctx,
  tx: Tx,
  workspace: { readonly name: string; readonly ownerId: string },
): Promise<WorkspaceRow> {
  const row = await insertWithFreeSlug(ctx, tx, workspace.name);
  await tx
    .withTables<Tables>()
    .insertInto("workspaces.member")
    .values({ workspace_id: row.id, user_id: workspace.ownerId, role: "owner", joined_at: row.created_at })
    .execute();
  await recordAudit(ctx, tx, {
    action: "workspace.created",
    target: { kind: "workspace", id: row.id },
    details: { name: row.name, slug: row.slug, ownerId: workspace.ownerId },
  });
  await ctx.kernel.events.publish(ctx, tx, workspaceCreated, {
    workspaceId: row.id,
    name: row.name,
    ownerId: workspace.ownerId,
  });
  return row;
}

/** The unique constraint decides: two people naming their workspaces alike at once both get one. */
async function insertWithFreeSlug(ctx: Ctx, tx: Tx, name: string): Promise<WorkspaceRow> {
  const plain = slugFrom(name);
  for (let attempt = 0; attempt < SLUG_ATTEMPTS; attempt += 1) {
    const row = await tx
      .withTables<Tables>()
      .insertInto("workspaces.workspace")
      .values({
        id: workspaceOf(ctx),
        name,
        slug: attempt === 0 ? plain : withSuffix(plain),
        created_at: ctx.kernel.clock.now(),
      })
      .onConflict((conflict) => conflict.constraint("workspace_slug").doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row !== undefined) return row;
  }
  throw new Error("No free slug was found for a new workspace.");
}
