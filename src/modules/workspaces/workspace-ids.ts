import { sql } from "kysely";
import type { Kernel } from "../../kernel/kernel.ts";

const PAGE = 500;

/**
 * Every workspace of the installation, oldest first, for sweepers that enter each with a context of its own.
 * @param page how many are fetched at once, at most 1,000
 */
export async function* workspaceIds(kernel: Kernel, page: number = PAGE): AsyncGenerator<string> {
  for (let after: string | null = null; ; ) {
    const { rows }: { rows: { id: string }[] } = await sql<{ id: string }>`
      select id from workspaces.workspace_ids(${after}::uuid, ${page}) as id`.execute(kernel.db.root);
    for (const row of rows) yield row.id;
    after = rows.at(-1)?.id ?? null;
    if (rows.length < page || after === null) return;
  }
}
