import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import { findPage, ReadFailure, removePages, takePage } from "../../knowledge/index.ts";
import type { FetchedPage, KnownPage, WebReader } from "../ports.ts";
import type { CrawlRun } from "./crawl-run.ts";
import { type FrontierPage, isVisited, type PageFailure, settlePage, validatorsOf } from "./frontier.ts";
import { isSameSite, pageAddress } from "./page-address.ts";
import type { SourceRow } from "./source-rows.ts";

const LONGEST_NAME = 300;

/**
 * One page of a crawl: asked for, and kept, left as it is or removed. What fails is noted at the page and others go on.
 * @returns the failure, if that is how it ended
 * @throws CrawlOvertaken; the signal's reason after an abort; what is our side's fault
 */
export async function visitPage(
  ctx: Ctx,
  web: WebReader,
  run: CrawlRun,
  page: FrontierPage,
): Promise<PageFailure | null> {
  const { source } = run;
  try {
    const known = await knownOf(ctx, source, page.url);
    const fetched = await web.page(page.url, known, run.signal);
    return await settle(ctx, source, page, fetched);
  } catch (error) {
    run.signal.throwIfAborted();
    if (!(error instanceof ReadFailure)) throw error;
    return fail(ctx, source, page, { code: error.code, message: error.message });
  }
}

async function settle(
  ctx: Ctx,
  source: SourceRow,
  page: FrontierPage,
  fetched: FetchedPage,
): Promise<PageFailure | null> {
  const { links } = fetched;
  if (fetched.status === "gone" || fetched.status === "excluded") {
    const failure: PageFailure = {
      code: fetched.status === "gone" ? "unreachable" : "refused_by_site",
      message: fetched.reason ?? "The website does not give this page.",
    };
    const state = fetched.status;
    await inTransaction(ctx, async (tx, ctx) => {
      await settlePage(ctx, tx, source, page, { state, failure, links });
      await removePages(ctx, source.id, page.url);
    });
    return null;
  }
  if (fetched.status === "unchanged") {
    const { etag, lastModified } = fetched;
    const validators = { etag, lastModified };
    await inTransaction(ctx, (tx, ctx) =>
      settlePage(ctx, tx, source, page, { state: "unchanged", links, validators }),
    );
    return null;
  }
  return keep(ctx, source, page, fetched);
}

async function keep(
  ctx: Ctx,
  source: SourceRow,
  page: FrontierPage,
  fetched: FetchedPage,
): Promise<PageFailure | null> {
  const { document, sha256, links } = fetched;
  if (document === null || sha256 === null) throw new Error("A changed page came without its text.");
  const at = addressOf(fetched);
  if (source.mode !== "page" && !isSameSite(source.url, at)) {
    const message = "The page sends on to another website. Add that one by itself if it is wanted.";
    await inTransaction(ctx, async (tx, ctx) => {
      await settlePage(ctx, tx, source, page, {
        state: "excluded",
        failure: { code: "refused_by_site", message },
      });
      await removePages(ctx, source.id, page.url);
    });
    return null;
  }
  if (document.blocks.length === 0) {
    const message = "There is no text on this page. It may be one that only a browser's scripts fill.";
    return fail(ctx, source, page, { code: "empty", message }, links);
  }
  const moved = at !== page.url;
  if (moved && (await isVisited(ctx, source, at))) {
    await inTransaction(ctx, async (tx, ctx) => {
      await settlePage(ctx, tx, source, page, { state: "redirected" });
      await removePages(ctx, source.id, page.url);
    });
    return null;
  }
  const twin = await twinOf(ctx, source, sha256);
  if (twin !== null) {
    const state = twin === at ? "unchanged" : "duplicate";
    await inTransaction(ctx, async (tx, ctx) => {
      await settlePage(ctx, tx, source, page, { state, links, at });
      if (state === "duplicate") await removePages(ctx, source.id, at);
      if (moved) await removePages(ctx, source.id, page.url);
    });
    return null;
  }
  const taken = {
    sourceId: source.id,
    collectionId: source.collection_id,
    url: at,
    name: nameOf(document.title, at),
    sha256,
    document,
  };
  const validators = {
    etag: moved ? null : fetched.etag,
    lastModified: moved ? null : fetched.lastModified,
  };
  await takePage(ctx, taken, async (ctx, tx) => {
    await settlePage(ctx, tx, source, page, { state: "kept", links, at, validators });
    if (moved) await removePages(ctx, source.id, page.url);
  });
  return null;
}

async function fail(
  ctx: Ctx,
  source: SourceRow,
  page: FrontierPage,
  failure: PageFailure,
  links: readonly string[] = [],
): Promise<PageFailure> {
  await inTransaction(ctx, (tx, ctx) =>
    settlePage(ctx, tx, source, page, { state: "failed", failure, links }),
  );
  return failure;
}

/** What the visit before left; nothing where its reading failed, so that it is read anew. */
async function knownOf(ctx: Ctx, source: SourceRow, url: string): Promise<KnownPage> {
  const kept = await findPage(ctx, { sourceId: source.id, collectionId: source.collection_id, url });
  if (kept === null) return { etag: null, lastModified: null, sha256: null };
  return { ...(await validatorsOf(ctx, source, url)), sha256: kept.sha256 };
}

/** The address under which the source holds the same text already. */
async function twinOf(ctx: Ctx, source: SourceRow, sha256: string): Promise<string | null> {
  const kept = await findPage(ctx, { sourceId: source.id, collectionId: source.collection_id, sha256 });
  return kept?.url ?? null;
}

/** After redirects; the page's own word for its address counts where it only spells the parameters otherwise. */
function addressOf({ url, canonicalUrl }: FetchedPage): string {
  if (canonicalUrl === null || !isSameSite(url, canonicalUrl)) return pageAddress(url);
  const isSamePath = new URL(canonicalUrl).pathname === new URL(url).pathname;
  return pageAddress(isSamePath ? canonicalUrl : url);
}

function nameOf(title: string | null, url: string): string {
  const plain = title?.replace(/\s+/g, " ").trim() ?? "";
  const { hostname, pathname } = new URL(url);
  const name = plain === "" ? `${hostname}${pathname === "/" ? "" : pathname}` : plain;
  return name.slice(0, LONGEST_NAME).toWellFormed();
}
