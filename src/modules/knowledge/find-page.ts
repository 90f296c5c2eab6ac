import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { workspaceOf } from "../../kernel/permissions.ts";

export interface KeptPage {
  readonly url: string;
  /** Hex, as `takePage` was given it. */
  readonly sha256: string;
}

type PageOfSource = { readonly sourceId: string; readonly collectionId: string } & (
  | { readonly url: string }
  | { readonly sha256: string }
);

/**
 * What is kept of a page of a source, by its address or by its text. Null where its reading failed, so that it is
 * taken in anew. The caller has decided who may.
 */
export async function findPage(ctx: Ctx, page: PageOfSource): Promise<KeptPage | null> {
  const condition: RawBuilder<boolean> =
    "url" in page
      ? sql<boolean>`url = ${page.url}`
      : sql<boolean>`collection_id = ${page.collectionId} and sha256 = ${Buffer.from(page.sha256, "hex")}`;
  return inTransaction(ctx, async (tx) => {
    const { rows } = await sql<KeptPage>`
      select url, encode(sha256, 'hex') as sha256 from knowledge.document
      where workspace_id = ${workspaceOf(ctx)} and source_id = ${page.sourceId} and ${condition} and state <> 'failed'
      limit 1`.execute(tx);
    return rows[0] ?? null;
  });
}
