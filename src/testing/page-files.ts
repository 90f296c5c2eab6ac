import type { TestApp } from "./app.ts";

/** Ids of the files in which the pages of a website are kept. */
export async function filesOfSource(app: TestApp, sourceId: string): Promise<string[]> {
  const { rows } = await app.adminPool.query<{ file_id: string }>(
    "select file_id from knowledge.document where source_id = $1",
    [sourceId],
  );
  return rows.map(({ file_id }) => file_id);
}
