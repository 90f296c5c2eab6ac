import { eachPosting, listsOf } from "../modules/inverted-index/index.ts";
import type { TestApp } from "./app.ts";

/** Segments of a workspace, in the order of their ids. */
export async function storedSegments(
  app: TestApp,
  workspaceId: string,
): Promise<{ chunks: number; level: number }[]> {
  const { rows } = await app.adminPool.query(
    "select chunk_count as chunks, level from search_index.segment where workspace_id = $1 order by id",
    [workspaceId],
  );
  return rows;
}

/** Every term with the chunks that hold it, whatever segments they stand in. */
export async function storedPostings(app: TestApp, workspaceId: string): Promise<Map<string, string[]>> {
  const { rows } = await app.adminPool.query<{
    terms: Buffer;
    lists: Buffer;
    versions: string[];
    version_chunks: number[];
    version_first: number[];
  }>(
    `select b.terms, b.lists, s.versions, s.version_chunks, s.version_first
     from search_index.block b join search_index.segment s on s.workspace_id = b.workspace_id and s.id = b.segment_id
     where b.workspace_id = $1`,
    [workspaceId],
  );
  const index = new Map<string, string[]>();
  for (const row of rows) {
    const places = row.versions.flatMap((version, at) =>
      Array.from(
        { length: row.version_chunks[at] ?? 0 },
        (_, n) => `${version} ${(row.version_first[at] ?? 0) + n}`,
      ),
    );
    for (const { term, documentFrequency, lastOrdinal, data } of listsOf(row)) {
      const list = index.get(term) ?? [];
      let count = 0;
      let last = -1;
      eachPosting(data, (ordinal, body, heading, around) => {
        list.push(`${places[ordinal]} ${body} ${heading} ${around}`);
        count += 1;
        last = ordinal;
      });
      if (count !== documentFrequency) throw new Error(`${term} stands in ${count} chunks.`);
      if (last !== lastOrdinal) throw new Error(`${term} stands last in ${last}.`);
      index.set(term, list.sort());
    }
  }
  return index;
}

export async function segmentIds(app: TestApp, workspaceId: string): Promise<string[]> {
  const { rows } = await app.adminPool.query<{ id: string }>(
    "select id from search_index.segment where workspace_id = $1 order by id",
    [workspaceId],
  );
  return rows.map(({ id }) => id);
}

/** What was left of segments that are gone: no foreign key keeps it from happening. */
export async function blocksWithoutSegment(app: TestApp, workspaceId: string): Promise<number> {
  const { rows } = await app.adminPool.query<{ count: number }>(
    `select count(*)::integer as count from search_index.block b
     where workspace_id = $1 and not exists (
       select from search_index.segment s where s.workspace_id = b.workspace_id and s.id = b.segment_id)`,
    [workspaceId],
  );
  return rows[0]?.count ?? 0;
}
