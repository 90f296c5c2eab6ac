import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "../../kernel/ctx.ts";
import type { JobSystem } from "../../kernel/jobs/job-system.ts";
import type { Document } from "../../modules/knowledge/contract.ts";
import { listDocuments } from "../../modules/knowledge/index.ts";
import type { WebSource } from "../../modules/websites/contract.ts";
import { addWebSource, listSources } from "../../modules/websites/index.ts";
import type { CliIo } from "../io.ts";
import { waitForDocuments } from "./wait-for-documents.ts";

export interface Website {
  readonly collectionId: string;
  readonly url: string;
  readonly mode: WebSource["mode"];
  readonly maxPages?: number;
}

const PAGE = 100;
const LOOK_EVERY_MS = 500;

/** Notes a website; with `wait` it is crawled and its pages are read before this ends. */
export async function addWebsite(
  ctx: Ctx,
  jobs: Pick<JobSystem, "drain">,
  { wait, ...website }: Website & { readonly wait: boolean },
  io: Pick<CliIo, "signal" | "note">,
): Promise<{ source: WebSource; documents: Document[] }> {
  const source = await addWebSource(ctx, website);
  if (!wait) return { source, documents: [] };
  const crawled = await waitForCrawl(ctx, jobs, source, io);
  const pages = await documentsOf(ctx, source);
  return { source: crawled, documents: await waitForDocuments(ctx, jobs, pages, io) };
}

async function waitForCrawl(
  ctx: Ctx,
  jobs: Pick<JobSystem, "drain">,
  { id, collectionId }: WebSource,
  io: Pick<CliIo, "signal" | "note">,
): Promise<WebSource> {
  for (let done = -1; ; ) {
    await jobs.drain();
    const { items } = await listSources(ctx, { limit: PAGE, collectionId });
    const source = items.find((one) => one.id === id);
    if (source === undefined) throw new Error("The website was removed while it was crawled.");
    if (source.state !== "queued" && source.state !== "crawling") return source;
    if (source.pagesDone > done) io.note(`${source.pagesDone} of ${source.pagesFound} pages`);
    done = source.pagesDone;
    await sleep(LOOK_EVERY_MS, undefined, { signal: io.signal });
  }
}

async function documentsOf(ctx: Ctx, { id, collectionId }: WebSource): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listDocuments(ctx, { limit: PAGE, cursor, collectionId });
    ids.push(...page.items.filter(({ sourceId }) => sourceId === id).map((document) => document.id));
    cursor = page.nextCursor;
  }
  return ids;
}
