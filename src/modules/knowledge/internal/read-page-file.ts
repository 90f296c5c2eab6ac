import { readFile } from "node:fs/promises";
import { z } from "zod";
import { DOCUMENT_KINDS, type ReadDocument } from "../ports.ts";

/** A web page as its reader gave it: kept as a file, so that a reading can be taken up again without the site. */
export const PAGE_MEDIA_TYPE = "application/vnd.parley.page+json";

const block = z.object({
  kind: z.enum(["heading", "paragraph", "list-item", "table-row", "code", "caption"]),
  text: z.string(),
  level: z.number().exactOptional(),
  page: z.number().exactOptional(),
  section: z.string().exactOptional(),
  header: z.string().exactOptional(),
  seconds: z.number().exactOptional(),
});
const page = z.object({
  kind: z.enum(DOCUMENT_KINDS),
  title: z.string().nullable(),
  blocks: z.array(block),
  pages: z.number().nullable(),
});

export async function readPageFile(path: string): Promise<ReadDocument> {
  return page.parse(JSON.parse(await readFile(path, "utf8")));
}
