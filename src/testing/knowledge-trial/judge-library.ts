import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import { EMBEDDING_MODEL, type LibraryInUse, SHORT } from "./library-in-use.ts";
import { type Text, textOf, wordsOf } from "./texts.ts";

interface DocumentRow {
  id: string;
  name: string;
  url: string | null;
  state: string;
  failure: unknown;
  version_id: string | null;
  storage_key: string | null;
  versions: number;
  chunk_count: number | null;
  numbers: number[];
  text: string | null;
  /** Chunks that the segments hold of it. */
  indexed: number;
  embedded: boolean;
  /** Charges for its vectors since the round began. */
  charges: number;
}

/** Every document, page, segment and file after a recovery, against what its people gave. @returns faults */
export async function judgeLibrary(
  admin: pg.Pool,
  of: {
    readonly library: LibraryInUse;
    readonly filesFolder: string;
    readonly since: Date;
  },
): Promise<string[]> {
  const { library, since } = of;
  const { workspaceId } = library.account;
  const documents = await documentsOf(admin, workspaceId, since);
  const faults: string[] = [];
  for (const name of library.names) {
    const possible = library.possible.get(name) ?? [];
    const row = documents.find((document) => document.name === `${name}.txt`);
    if (row !== undefined) faults.push(...faultsOf(row, possible, library.attempts.get(name) ?? 0));
    else if (library.taken.has(name)) faults.push(`document ${name} was taken and is not there`);
  }
  const pages = new Map(documents.flatMap((row) => (row.url === null ? [] : [[row.url, row]])));
  const { generations, ...crawl } = await generationsOfSite(admin, library, since);
  faults.push(...crawl.faults);
  for (const name of library.pages) {
    const row = pages.get(`${library.site.url}/${name}`);
    if (row !== undefined) {
      const texts = generations
        .filter((generation) => !library.isGone(name, generation))
        .map((generation) => textOf(name, generation, SHORT));
      faults.push(...faultsOf(row, texts, 1));
    } else if (!generations.some((generation) => generation === 0 || library.isGone(name, generation)))
      faults.push(`page ${name} was crawled and is not there`);
    const asked = library.site.asked.filter((path) => path === `/${name}`).length;
    if (asked > 2) faults.push(`page ${name} was asked for ${asked} times in one crawl`);
  }
  return [
    ...faults,
    ...(await faultsOfIndex(admin, workspaceId)),
    ...(await faultsOfFiles(admin, workspaceId, of.filesFolder)),
  ];
}

/** For vectors. */
const CHUNKS_PER_REQUEST = 64;

function faultsOf(row: DocumentRow, possible: readonly Text[], mostCharges: number): string[] {
  const faults: string[] = [];
  const must = (holds: boolean, otherwise: string) => {
    if (!holds) faults.push(`${row.name}: ${otherwise}`);
  };
  must(row.state === "ready", `ends ${row.state} ${JSON.stringify(row.failure)}`);
  must(row.versions === 1, `${row.versions} versions are kept`);
  must(row.numbers.length === row.chunk_count, `${row.numbers.length} of ${row.chunk_count} chunks are kept`);
  must(
    row.numbers.every((number, at) => number === at),
    "its chunks are not numbered through",
  );
  const requests = Math.ceil((row.chunk_count ?? 0) / CHUNKS_PER_REQUEST);
  const words = wordsOf(row.text ?? "").join(" ");
  const is = possible.find(({ lines }) => wordsOf(lines.join(" ")).join(" ") === words);
  must(
    is !== undefined,
    `its text is none of generation ${possible.map(({ generation }) => generation).join()}: ${words.slice(0, 60)} … ${words.slice(-60)}`,
  );
  must(row.indexed === row.chunk_count, `the segments hold ${row.indexed} of its ${row.chunk_count} chunks`);
  must(row.embedded, "its vectors are not complete");
  must(row.charges <= mostCharges * requests, `its vectors were charged ${row.charges} times in one round`);
  return faults;
}

async function documentsOf(admin: pg.Pool, workspaceId: string, since: Date): Promise<DocumentRow[]> {
  const { rows } = await admin.query<DocumentRow>(
    `select d.id, d.name, d.url, d.state, d.failure, d.version_id, f.storage_key, v.chunk_count,
       (select count(*)::int from knowledge.version x where x.workspace_id = d.workspace_id and x.document_id = d.id) as versions,
       (select coalesce(array_agg(c.number order by c.number), '{}') from knowledge.chunk c
        where c.workspace_id = d.workspace_id and c.version_id = d.version_id) as numbers,
       (select string_agg(c.text, E'\\n' order by c.number) from knowledge.chunk c
        where c.workspace_id = d.workspace_id and c.version_id = d.version_id) as text,
       (select coalesce(sum(x.chunks), 0)::int from search_index.segment s
        cross join unnest(s.versions, s.version_chunks) as x (version_id, chunks)
        where s.workspace_id = d.workspace_id and x.version_id = d.version_id) as indexed,
       exists (select from knowledge.embedded_version e where e.workspace_id = d.workspace_id
         and e.version_id = d.version_id and e.model = $2 and e.complete) as embedded,
       (select count(*)::int from ledger.transaction u join ledger.transaction h
          on h.workspace_id = u.workspace_id and h.hold_id = u.hold_id and h.kind = 'hold'
        where u.workspace_id = d.workspace_id and u.kind = 'usage' and u.used > 0 and u.at >= $3
          and h.subject_id = d.id) as charges
     from knowledge.document d
     left join knowledge.version v on v.workspace_id = d.workspace_id and v.id = d.version_id
     left join files.file f on f.workspace_id = d.workspace_id and f.id = d.file_id
     where d.workspace_id = $1`,
    [workspaceId, EMBEDDING_MODEL, since],
  );
  return rows;
}

/** Generations that the pages may be of: the present one when a crawl has ended since, else all from the last crawl on. */
async function generationsOfSite(
  admin: pg.Pool,
  library: LibraryInUse,
  since: Date,
): Promise<{ generations: number[]; faults: string[] }> {
  const { rows } = await admin.query<{ crawled: boolean; state: string; failure: unknown }>(
    `select coalesce(last_crawl_at >= $2, false) as crawled, state, failure
     from websites.source where workspace_id = $1`,
    [library.account.workspaceId, since],
  );
  const [source] = rows;
  if (source?.crawled === true) library.crawledGeneration = library.siteGeneration;
  const faults =
    source === undefined || source.state === "ready"
      ? []
      : [`the crawl ends ${source.state} ${JSON.stringify(source.failure)}`];
  const count = library.siteGeneration - library.crawledGeneration + 1;
  return {
    faults,
    generations: Array.from({ length: count }, (_, number) => library.crawledGeneration + number),
  };
}

async function faultsOfIndex(admin: pg.Pool, workspaceId: string): Promise<string[]> {
  const { rows } = await admin.query<{ gone: number; doubled: number; vectors: number }>(
    `with held as (select s.id, x.version_id, x.first from search_index.segment s
         cross join unnest(s.versions, s.version_first) as x (version_id, first) where s.workspace_id = $1)
     select (select count(*)::int from (select h.id from held h
         left join knowledge.version v on v.workspace_id = $1 and v.id = h.version_id
         group by h.id having count(v.id) = 0) g) as gone,
       (select count(*)::int from (select version_id, first from held group by 1, 2 having count(*) > 1) d) as doubled,
       (select count(*)::int from knowledge.embedded_version e
        left join knowledge.version v on v.workspace_id = e.workspace_id and v.id = e.version_id
        where e.workspace_id = $1 and v.id is null) as vectors`,
    [workspaceId],
  );
  const { gone = 0, doubled = 0, vectors = 0 } = rows[0] ?? {};
  return [
    ...(gone > 0 ? [`${gone} segments hold nothing but versions that are gone`] : []),
    ...(doubled > 0 ? [`${doubled} versions stand in two segments`] : []),
    ...(vectors > 0 ? [`${vectors} versions that are gone have vectors`] : []),
  ];
}

/** Bytes on the disk, rows, and documents: each has the others. */
async function faultsOfFiles(admin: pg.Pool, workspaceId: string, folder: string): Promise<string[]> {
  const { rows } = await admin.query<{ key: string; of: string | null }>(
    `select f.storage_key as key, d.id as of from files.file f
     left join knowledge.document d on d.workspace_id = f.workspace_id and d.file_id = f.id
     where f.workspace_id = $1`,
    [workspaceId],
  );
  const kept = new Set(rows.map(({ key }) => key));
  const names = await readdir(join(folder, workspaceId)).catch(() => []);
  const orphans = names.filter((name) => !kept.has(`${workspaceId}/${name}`));
  const drafts = await readdir(join(folder, ".incoming")).catch(() => []);
  const faults: string[] = [];
  for (const { key, of } of rows) {
    if (of === null) faults.push(`file ${key} belongs to no document`);
    const bytes = await readFile(join(folder, key)).catch(() => null);
    if (bytes === null) faults.push(`the bytes of file ${key} are lost`);
  }
  if (orphans.length > 0) faults.push(`${orphans.length} files lie in the storage without a row`);
  if (drafts.length > 0) faults.push(`${drafts.length} half-written files lie in the storage`);
  return faults;
}
