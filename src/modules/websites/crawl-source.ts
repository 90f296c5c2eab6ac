import { sql } from "kysely";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { AppError } from "../../kernel/errors.ts";
import { workspaceOf } from "../../kernel/permissions.ts";
import { ReadFailure } from "../knowledge/index.ts";
import { beginSlice, CrawlOvertaken, type CrawlRun, touchRun } from "./internal/crawl-run.ts";
import { endCrawl } from "./internal/end-crawl.ts";
import { findSeeds } from "./internal/find-seeds.ts";
import { nextPage, type PageFailure, seedFrontier } from "./internal/frontier.ts";
import { takeHostTurn } from "./internal/host-turns.ts";
import { webOf } from "./internal/parts.ts";
import { enqueueCrawl } from "./internal/queue-crawl.ts";
import { visitPage } from "./internal/visit-page.ts";

/** What one job does of a crawl, pages and ms: then others have their turn, and a restart loses little. */
const SLICE_PAGES = 25;
const SLICE_MS = 60_000;
/** Pages that fail one after the other: the site is down or wants us gone. */
const MOST_FAILURES = 10;
/** Slices in a row that end by our own fault. */
const MOST_FAULTS = 4;

/**
 * A slice of a crawl, from its beginning or where it was; the next slice is enqueued by it. Called for a crawl that is
 * over it does nothing.
 * @throws what is our side's fault, so that the job is tried again
 */
export async function crawlSource(
  ctx: Ctx,
  of: { readonly sourceId: string; readonly runId: string },
): Promise<void> {
  using run = await beginSlice(ctx, of);
  if (run === null) return;
  try {
    await crawlSlice(ctx, run);
  } catch (error) {
    await endBadly(ctx, run, error);
  }
}

async function crawlSlice(ctx: Ctx, run: CrawlRun): Promise<void> {
  const { source, signal } = run;
  const web = webOf(ctx);
  const { delayMs, sitemaps } = await web.robots(source.url, signal);
  if (!source.seeded) await seedFrontier(ctx, source, await findSeeds(web, source, sitemaps, signal));
  const begunAt = performance.now();
  let failures = 0;
  for (let visited = 0; visited < SLICE_PAGES && performance.now() - begunAt < SLICE_MS; visited += 1) {
    const page = await nextPage(ctx, source);
    if (page === null) return endCrawl(ctx, source, null);
    await takeHostTurn(ctx, page.url, delayMs, signal);
    const failure = await visitPage(ctx, web, run, page);
    failures = failure === null ? 0 : failures + 1;
    if (failure !== null && failures >= MOST_FAILURES)
      return endCrawl(ctx, source, stoppedAnswering(failure));
  }
  await goOn(ctx, run);
}

/** Leaves the rest to the next job. */
async function goOn(ctx: Ctx, run: CrawlRun): Promise<void> {
  await inTransaction(ctx, async (tx, ctx) => {
    await touchRun(ctx, tx, run.source);
    await sql`update websites.source set faults = 0
      where workspace_id = ${workspaceOf(ctx)} and id = ${run.source.id}`.execute(tx);
    await enqueueCrawl(ctx, tx, run.source);
  });
}

async function endBadly(ctx: Ctx, run: CrawlRun, error: unknown): Promise<void> {
  // Who overtook it has written the source's state.
  if (run.overtaken || error instanceof CrawlOvertaken) return;
  if (error instanceof ReadFailure) return endCrawl(ctx, run.source, error);
  if (error instanceof AppError && (error.code === "limit_reached" || error.code === "unavailable")) {
    return endCrawl(ctx, run.source, error);
  }
  // The process stops: the next one goes on where this one was.
  if (run.signal.aborted) return goOn(ctx, run);
  if ((await countFault(ctx, run)) >= MOST_FAULTS) await endCrawl(ctx, run.source, OUR_FAULT);
  throw error;
}

async function countFault(ctx: Ctx, run: CrawlRun): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const { rows } = await sql<{ faults: number }>`
      update websites.source set faults = faults + 1
      where workspace_id = ${workspaceOf(ctx)} and id = ${run.source.id} and run_id = ${run.source.run_id}
      returning faults`.execute(tx);
    return rows[0]?.faults ?? 0;
  });
}

const OUR_FAULT = {
  code: "internal",
  message:
    "Reading the website failed on our side, several times. Try again; if it stays, tell the operator.",
} as const;

function stoppedAnswering(last: PageFailure): PageFailure {
  return {
    code: last.code,
    message: `One page after the other could not be read, so the crawl was ended. ${last.message}`,
  };
}
