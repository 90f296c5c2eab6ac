import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DocumentReader, type ReadDocument, ReadFailure } from "../../modules/knowledge/ports.ts";

/** As the copies of uploaded files are named, so that the same sweep clears what a crash leaves. */
const TEMPORARY_PREFIX = "parley-file-";
const LONGEST_NAME = 200;

/** A document that is no page, such as a PDF: by way of a file, as the reader wants it. */
export async function readLinkedFile(
  reader: DocumentReader,
  bytes: Buffer,
  url: URL,
  headers: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<ReadDocument> {
  if (bytes.length === 0)
    throw new ReadFailure("empty", "The website gives an empty document at this address.");
  const folder = await mkdtemp(join(tmpdir(), TEMPORARY_PREFIX));
  try {
    const path = join(folder, "file");
    await writeFile(path, bytes, { flag: "wx", mode: 0o600 });
    return await reader.read(path, nameOf(url, headers), signal, () => {});
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** For the reader's judgement and a title at most; never part of a path. */
function nameOf(url: URL, headers: ReadonlyMap<string, string>): string {
  const given = /filename="?([^";]+)/i.exec(headers.get("content-disposition") ?? "")?.[1];
  const last = given ?? url.pathname.split("/").findLast((part) => part !== "") ?? url.hostname;
  return decoded(last).slice(-LONGEST_NAME);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
