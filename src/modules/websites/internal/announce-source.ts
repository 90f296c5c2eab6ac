import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import type { SourceRow } from "./source-rows.ts";

/** No address: everybody in the workspace hears it, also who may not read the collection. */
export type ChangedSource = Pick<SourceRow, "id" | "collection_id" | "state" | "pages_done" | "pages_found">;

const channelOf = (ctx: Ctx) => `workspace:${workspaceOf(ctx)}`;

function message(source: ChangedSource) {
  return {
    type: "source.changed",
    sourceId: source.id,
    collectionId: source.collection_id,
    state: source.state,
    pagesDone: source.pages_done,
    pagesFound: source.pages_found,
  };
}

/** Tells open pages once the transaction has committed. */
export async function announceSource(ctx: Ctx, tx: Tx, source: ChangedSource): Promise<void> {
  await ctx.kernel.realtime.publishInTransaction(tx, channelOf(ctx), message(source));
}

export async function announceSourceRemoval(
  ctx: Ctx,
  tx: Tx,
  source: Pick<SourceRow, "id" | "collection_id">,
): Promise<void> {
  const gone = { type: "source.removed", sourceId: source.id, collectionId: source.collection_id };
  await ctx.kernel.realtime.publishInTransaction(tx, channelOf(ctx), gone);
}

/** Nothing hangs on it: pages also load when they are opened. */
export function announceCrawlProgress(ctx: Ctx, source: ChangedSource): void {
  ctx.kernel.realtime
    .publish(channelOf(ctx), message(source))
    .catch((error: unknown) => ctx.kernel.log.warn({ err: error }, "Progress of a crawl was not announced"));
}

const stopChannel = (sourceId: string) => `source:${sourceId}`;

/** Ends the crawl of a source in whichever process it is, once the transaction has committed. */
export async function announceCrawlStop(ctx: Ctx, tx: Tx, sourceId: string): Promise<void> {
  await ctx.kernel.realtime.publishInTransaction(tx, stopChannel(sourceId), { type: "stop" });
}

/** @returns a function that ends the subscription */
export function onCrawlStop(ctx: Ctx, sourceId: string, look: () => void): () => void {
  return ctx.kernel.realtime.subscribe(stopChannel(sourceId), look);
}
