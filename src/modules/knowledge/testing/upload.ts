import type { Ctx } from "../../../kernel/ctx.ts";
import type { HttpApp } from "../../../kernel/http/types.ts";
import { addDocument } from "../add-document.ts";
import type { AddedDocument } from "../contract.ts";
import { listCollections } from "../list-collections.ts";

/** A form with one file in it, as a browser sends it. */
export function formWith(name: string, content: string | Uint8Array): { body: Buffer; contentType: string } {
  const boundary = "----parleyboundary7MA4YWxkTrZu0gW";
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return {
    body: Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)]),
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}

/** Uploads over HTTP. @returns the answer as it is */
export async function postFile(
  http: HttpApp,
  where: {
    readonly workspaceId: string;
    readonly collectionId: string;
    readonly headers: Record<string, string>;
  },
  name: string,
  content: string | Uint8Array,
) {
  const { body, contentType } = formWith(name, content);
  return http.inject({
    method: "POST",
    url: `/api/workspaces/${where.workspaceId}/knowledge/documents?collectionId=${where.collectionId}`,
    headers: { ...where.headers, "content-type": contentType },
    payload: body,
  });
}

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
