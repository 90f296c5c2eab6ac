import { eachPosting } from "../modules/retrieval/index.ts";
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
    term: string;
    data: Buffer;
    document_frequency: number;
    versions: string[];
    version_chunks: number[];
    version_first: number[];
  }>(
    `select p.term, p.data, p.document_frequency, s.versions, s.version_chunks, s.version_first
     from search_index.posting p join search_index.segment s on s.workspace_id = p.workspace_id and s.id = p.segment_id
     where p.workspace_id = $1`,
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
    const list = index.get(row.term) ?? [];
    let count = 0;
    eachPosting(row.data, (ordinal, body, heading, around) => {
      list.push(`${places[ordinal]} ${body} ${heading} ${around}`);
      count += 1;
    });
    if (count !== row.document_frequency) throw new Error(`${row.term} stands in ${count} chunks.`);
    index.set(row.term, list.sort());
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
export async function postingsWithoutSegment(app: TestApp, workspaceId: string): Promise<number> {
  const { rows } = await app.adminPool.query<{ count: number }>(
    `select count(*)::integer as count from search_index.posting p
     where workspace_id = $1 and not exists (
       select from search_index.segment s where s.workspace_id = p.workspace_id and s.id = p.segment_id)`,
    [workspaceId],
  );
  return rows[0]?.count ?? 0;
}
