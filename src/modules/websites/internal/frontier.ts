import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import type { ReadFailureCode } from "../../knowledge/index.ts";
import type { SourcePage } from "../contract.ts";
import { announceCrawlProgress } from "./announce-source.ts";
import { touchRun } from "./crawl-run.ts";
import { isSameSite, isWorthAVisit, pageAddress } from "./page-address.ts";
import { type SourceRow, sourceColumns } from "./source-rows.ts";

/** Addresses that a source may know: some lead to nothing, and beyond this a site without end is cut off. */
const KNOWN_PER_PAGE = 3;
const KNOWN_AT_LEAST = 100;
const ANY_NUMBER = Number.MAX_SAFE_INTEGER;
const LONGEST_ADDRESS = 2_000;

export interface FrontierPage {
  readonly url: string;
  readonly depth: number;
}

export type PageOutcome = Exclude<SourcePage["state"], "waiting">;

/** What the site said of the content that it gave last. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export interface PageFailure {
  readonly code: ReadFailureCode;
  readonly message: string;
}

/** Notes where a crawl begins; all that earlier crawls knew waits again, but for what was gone. */
export async function seedFrontier(ctx: Ctx, source: SourceRow, addresses: readonly string[]): Promise<void> {
  await inTransaction(ctx, async (tx, ctx) => {
    await touchRun(ctx, tx, source);
    const its = sql`workspace_id = ${workspaceOf(ctx)} and source_id = ${source.id}`;
    await sql`delete from websites.page where ${its} and state = 'gone'`.execute(tx);
    await sql`update websites.page set state = 'waiting', failure = null where ${its}`.execute(tx);
    await addPages(ctx, tx, source, addresses, 0);
    await sql`update websites.source set seeded = true
      where workspace_id = ${workspaceOf(ctx)} and id = ${source.id}`.execute(tx);
    await countPages(ctx, tx, source);
  });
}

/** The next one to visit, nearest to the beginning first; null when all is done or enough is kept. */
export async function nextPage(ctx: Ctx, source: SourceRow): Promise<FrontierPage | null> {
  return inTransaction(ctx, async (tx) => {
    const { rows } = await sql<FrontierPage>`
      select p.url, p.depth from websites.page p
      where p.workspace_id = ${workspaceOf(ctx)} and p.source_id = ${source.id} and p.state = 'waiting'
        and p.depth <= ${source.max_depth}
        and ${source.max_pages} > (select count(*) from websites.page k
          where k.workspace_id = p.workspace_id and k.source_id = p.source_id and k.state in ('kept', 'unchanged'))
      order by p.depth, p.number limit 1`.execute(tx);
    return rows[0] ?? null;
  });
}

/** How a visit ended, with the links that it found. @throws CrawlOvertaken */
export async function settlePage(
  ctx: Ctx,
  tx: Tx,
  source: SourceRow,
  page: FrontierPage,
  end: {
    readonly state: PageOutcome;
    readonly failure?: PageFailure;
    readonly links?: readonly string[];
    /** Where a redirect led to, visited with it. */
    readonly at?: string;
    /** What the next visit asks the site with; left as they were when not given. */
    readonly validators?: Validators;
  },
): Promise<void> {
  await touchRun(ctx, tx, source);
  const address = end.at ?? page.url;
  if (address !== page.url) {
    await setState(ctx, tx, source, page.url, "redirected", undefined);
    // In the place of the one that was asked for: beyond the limit, too, else nobody would know what was kept.
    await addPages(ctx, tx, source, [address], page.depth, ANY_NUMBER);
  }
  await setState(ctx, tx, source, address, end.state, end.failure);
  if (end.validators !== undefined) await setValidators(ctx, tx, source, address, end.validators);
  if (source.mode === "crawl" && page.depth < source.max_depth) {
    await addPages(ctx, tx, source, linksToFollow(source, end.links ?? []), page.depth + 1);
  }
  await countPages(ctx, tx, source);
}

/** Whether an address was visited by this crawl already, perhaps by another way. */
export async function isVisited(ctx: Ctx, source: SourceRow, address: string): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const { rows } = await sql`
      select url from websites.page
      where workspace_id = ${workspaceOf(ctx)} and source_id = ${source.id} and url = ${address} and state <> 'waiting'`.execute(
      tx,
    );
    return rows.length > 0;
  });
}

/** Nulls of a page that the source does not know. */
export async function validatorsOf(ctx: Ctx, source: SourceRow, url: string): Promise<Validators> {
  return inTransaction(ctx, async (tx) => {
    const { rows } = await sql<Validators>`
      select etag, last_modified as "lastModified" from websites.page
      where workspace_id = ${workspaceOf(ctx)} and source_id = ${source.id} and url = ${url}`.execute(tx);
    return rows[0] ?? { etag: null, lastModified: null };
  });
}

function linksToFollow(source: SourceRow, links: readonly string[]): string[] {
  const addresses = links
    .filter((link) => isSameSite(source.url, link) && isWorthAVisit(link))
    .map(pageAddress);
  return [...new Set(addresses)];
}

async function setState(
  ctx: Ctx,
  tx: Tx,
  source: SourceRow,
  url: string,
  state: PageOutcome,
  failure: PageFailure | undefined,
): Promise<void> {
  const why = failure === undefined ? null : JSON.stringify({ code: failure.code, message: failure.message });
  await sql`
    update websites.page set state = ${state}, failure = ${why}::jsonb, visited_at = ${ctx.kernel.clock.now()}
    where workspace_id = ${workspaceOf(ctx)} and source_id = ${source.id} and url = ${url}`.execute(tx);
}

async function setValidators(
  ctx: Ctx,
  tx: Tx,
  source: SourceRow,
  url: string,
  { etag, lastModified }: Validators,
): Promise<void> {
  await sql`
    update websites.page set etag = ${etag}, last_modified = ${lastModified}
    where workspace_id = ${workspaceOf(ctx)} and source_id = ${source.id} and url = ${url}`.execute(tx);
}

/** Those that are new, as far as there is room. The source is locked by the caller. */
async function addPages(
  ctx: Ctx,
  tx: Tx,
  source: SourceRow,
  addresses: readonly string[],
  depth: number,
  most = Math.max(KNOWN_AT_LEAST, source.max_pages * KNOWN_PER_PAGE),
): Promise<void> {
  const urls = addresses.filter((address) => address.length <= LONGEST_ADDRESS);
  if (urls.length === 0) return;
  await sql`
    with known as (
      select count(*) as count, coalesce(max(number), 0) as last from websites.page
      where workspace_id = ${workspaceOf(ctx)} and source_id = ${source.id}
    ), fresh as (
      select u.url, row_number() over (order by u.place) as place
      from unnest(${urls}::text[]) with ordinality u (url, place)
      where not exists (select from websites.page p
        where p.workspace_id = ${workspaceOf(ctx)} and p.source_id = ${source.id} and p.url = u.url)
    )
    insert into websites.page (workspace_id, source_id, url, depth, number)
    select ${workspaceOf(ctx)}, ${source.id}, fresh.url, ${depth}, known.last + fresh.place
    from fresh, known where known.count + fresh.place <= ${most}
    on conflict do nothing`.execute(tx);
}

async function countPages(ctx: Ctx, tx: Tx, source: SourceRow): Promise<void> {
  const { rows } = await sql<SourceRow>`
    update websites.source s set pages_done = n.done, pages_found = n.found
    from (select count(*) filter (where state <> 'waiting') as done, count(*) as found from websites.page
      where workspace_id = ${workspaceOf(ctx)} and source_id = ${source.id}) n
    where s.workspace_id = ${workspaceOf(ctx)} and s.id = ${source.id}
    returning ${sourceColumns}`.execute(tx);
  const [row] = rows;
  // A moment before the commit: who loads at once is told again by the next page.
  if (row !== undefined) announceCrawlProgress(ctx, row);
}
