import type { AddedDocument, Collection, Document } from "../modules/knowledge/contract.ts";
import type { TestApp } from "./app.ts";
import type { TestWorkspace } from "./people.ts";
import { type SignedInHeaders, signIn } from "./signed-in.ts";

/** A workspace's documents over HTTP, as its owner. */
export interface Library {
  /** The collection that every workspace has, which everyone reads. */
  readonly general: string;
  /** Adds a file and waits until it can be searched. */
  add(name: string, content: string | Uint8Array, collectionId?: string): Promise<Document>;
  /** A collection that nobody reads but those named. */
  restricted(name: string, readers: readonly { readonly userId: string }[]): Promise<string>;
  remove(documentId: string): Promise<void>;
  removeCollection(collectionId: string): Promise<void>;
}

export async function libraryOf(app: TestApp, workspace: TestWorkspace): Promise<Library> {
  const headers = await signIn(app.http, workspace.owner);
  const base = `/api/workspaces/${workspace.id}/knowledge`;
  const collections = await call<{ items: Collection[] }>(app, headers, "GET", `${base}/collections`);
  const general = collections.items[0]?.id;
  if (general === undefined) throw new Error("There is no collection.");
  return {
    general,
    async add(name, content, collectionId = general) {
      const { body, contentType } = formWith(name, content);
      const url = `${base}/documents?collectionId=${collectionId}`;
      const form = { ...headers, "content-type": contentType };
      const added = await app.http.inject({ method: "POST", url, headers: form, payload: body });
      if (added.statusCode !== 201) throw new Error(`The document was not taken: ${added.body}`);
      await app.jobs.drain();
      const { id } = added.json<AddedDocument>().document;
      const document = await call<Document>(app, headers, "GET", `${base}/documents/${id}`);
      if (!document.searchable)
        throw new Error(`The document cannot be searched: ${JSON.stringify(document)}`);
      return document;
    },
    async restricted(name, readers) {
      const input = { name, access: "restricted", readers };
      return (await call<Collection>(app, headers, "POST", `${base}/collections`, input)).id;
    },
    async remove(documentId) {
      await call(app, headers, "DELETE", `${base}/documents/${documentId}`);
      await app.jobs.drain();
    },
    async removeCollection(collectionId) {
      await call(app, headers, "DELETE", `${base}/collections/${collectionId}`);
    },
  };
}

async function call<Body>(
  app: TestApp,
  headers: SignedInHeaders,
  method: "GET" | "POST" | "DELETE",
  url: string,
  payload?: object,
): Promise<Body> {
  const answer = await app.http.inject({ method, url, headers, ...(payload ? { payload } : {}) });
  if (answer.statusCode >= 300)
    throw new Error(`${method} ${url} answers ${answer.statusCode} ${answer.body}`);
  // Nothing is answered to a deletion, and nobody reads it.
  return answer.statusCode === 204 ? (undefined as Body) : answer.json<Body>();
}

/** A form with one file in it, as a browser sends it. */
function formWith(name: string, content: string | Uint8Array): { body: Buffer; contentType: string } {
  const boundary = "----parley7MA4YWxkTrZu0gW";
  const disposition = `content-disposition: form-data; name="file"; filename="${name}"`;
  const head = `--${boundary}\r\n${disposition}\r\ncontent-type: application/octet-stream\r\n\r\n`;
  const body = Buffer.concat([
    Buffer.from(head),
    Buffer.from(content),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return { body, contentType: `multipart/form-data; boundary=${boundary}` };
}
