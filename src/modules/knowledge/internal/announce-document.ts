import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import type { DocumentState } from "../contract.ts";

/** No name and no text: everybody in the workspace hears it, also who may not read the collection. */
export interface ChangedDocument {
  readonly documentId: string;
  readonly collectionId: string;
  readonly state: DocumentState;
  readonly done: number;
  readonly total: number;
}

const channelOf = (ctx: Ctx) => `workspace:${workspaceOf(ctx)}`;

/** Tells open pages once the transaction has committed. */
export async function announceInTransaction(ctx: Ctx, tx: Tx, document: ChangedDocument): Promise<void> {
  await ctx.kernel.realtime.publishInTransaction(tx, channelOf(ctx), {
    type: "document.changed",
    ...document,
  });
}

export async function announceRemoval(
  ctx: Ctx,
  tx: Tx,
  document: Pick<ChangedDocument, "documentId" | "collectionId">,
): Promise<void> {
  await ctx.kernel.realtime.publishInTransaction(tx, channelOf(ctx), {
    type: "document.removed",
    ...document,
  });
}

/** Nothing hangs on it: pages also load when they are opened. */
export function announceProgress(ctx: Ctx, document: ChangedDocument): void {
  ctx.kernel.realtime
    .publish(channelOf(ctx), { type: "document.changed", ...document })
    .catch((error: unknown) =>
      ctx.kernel.log.warn({ err: error }, "Progress of a document was not announced"),
    );
}

const stopChannel = (documentId: string) => `document:${documentId}`;

/** Ends the reading of a document in whichever process it is, once the transaction has committed. */
export async function announceStop(ctx: Ctx, tx: Tx, documentId: string): Promise<void> {
  await ctx.kernel.realtime.publishInTransaction(tx, stopChannel(documentId), { type: "stop" });
}

/** Calls `look` when the reading may have been stopped. @returns a function that ends the subscription */
export function onStop(ctx: Ctx, documentId: string, look: () => void): () => void {
  return ctx.kernel.realtime.subscribe(stopChannel(documentId), look);
}
