import type { Ctx } from "../../../kernel/ctx.ts";
import { addDocument } from "../add-document.ts";
import type { AddedDocument } from "../contract.ts";
import { listCollections } from "../list-collections.ts";

/** Adds a text by the verb. */
export async function addText(
  ctx: Ctx,
  collectionId: string,
  name: string,
  text: string,
): Promise<AddedDocument> {
  const content = (async function* () {
    yield Buffer.from(text);
  })();
  return addDocument(ctx, { collectionId, name, mediaType: "text/plain", content });
}

/** The collection that every workspace has. */
export async function generalOf(ctx: Ctx): Promise<string> {
  const [collection] = await listCollections(ctx);
  if (collection === undefined) throw new Error("There is no collection.");
  return collection.id;
}
