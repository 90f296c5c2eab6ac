import { sql } from "kysely";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { workspaceOf } from "../../kernel/permissions.ts";
import { mergeSegments, type VersionStates } from "../search-index/index.ts";

/** Tidies the index of the workspace: small segments become larger ones, deleted and replaced versions go. @returns how many merges were done */
export function mergeIndex(ctx: Ctx): Promise<number> {
  return mergeSegments(ctx, statesOf);
}

async function statesOf(ctx: Ctx, versionIds: readonly string[]): Promise<VersionStates> {
  return inTransaction(ctx, async (tx) => {
    const { rows } = await sql<{ id: string; gone: boolean }>`
      select x.id, v.id is null as gone
      from unnest(${[...new Set(versionIds)]}::uuid[]) as x (id)
      left join knowledge.version v on v.workspace_id = ${workspaceOf(ctx)} and v.id = x.id
      left join knowledge.document d on d.workspace_id = v.workspace_id and d.id = v.document_id
      where d.version_id is distinct from x.id`.execute(tx);
    const idsOf = (gone: boolean) => new Set(rows.flatMap((row) => (row.gone === gone ? row.id : [])));
    return { staged: idsOf(false), gone: idsOf(true) };
  });
}
