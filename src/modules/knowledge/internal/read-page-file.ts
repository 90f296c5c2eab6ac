import { readFile } from "node:fs/promises";
import { readDocumentSchema } from "../../retrieval/contract.ts";
import type { ReadDocument } from "../ports.ts";

/** A web page as its reader gave it: kept as a file, so that a reading can be taken up again without the site. */
export const PAGE_MEDIA_TYPE = "application/vnd.parley.page+json";

export async function readPageFile(path: string): Promise<ReadDocument> {
  return readDocumentSchema.parse(JSON.parse(await readFile(path, "utf8")));
}
