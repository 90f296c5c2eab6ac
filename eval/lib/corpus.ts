import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { createDocumentReader } from "../../src/adapters/documents/create-document-reader.ts";
import { type Chunk, type ReadDocument, ReadFailure } from "../../src/modules/knowledge/ports.ts";
import { documentText, splitDocument } from "../../src/modules/retrieval/index.ts";

export interface CorpusDocument {
  /** Path below the corpus folder, with slashes. */
  readonly path: string;
  readonly language: string;
  readonly text: string;
  readonly chunks: readonly Chunk[];
}

const READERS = resolve(import.meta.dirname, "../../src/adapters/documents");

/**
 * Reads and splits all files below a folder with the product's own readers. What was read is kept in `cache` under
 * the hashes of file and readers, so that a change of ranking is judged in seconds.
 * @param skipped is told of files that cannot be read
 */
export async function readCorpus(
  folder: string,
  cache: string,
  skipped: (path: string, reason: string) => void,
): Promise<CorpusDocument[]> {
  await mkdir(cache, { recursive: true });
  const readers = await hashOfFolder(READERS);
  const reader = createDocumentReader();
  const documents: CorpusDocument[] = [];
  try {
    for (const file of await filesBelow(folder)) {
      const path = relative(folder, file).split(sep).join("/");
      const key = createHash("sha256")
        .update(readers)
        .update(path)
        .update(await readFile(file))
        .digest("hex");
      const kept = join(cache, `${key}.json`);
      let document = await readKept(kept);
      if (document === null) {
        try {
          document = await reader.read(file, path, AbortSignal.timeout(600_000), () => {});
        } catch (error) {
          if (!(error instanceof ReadFailure)) throw error;
          skipped(path, error.message);
          continue;
        }
        await writeFile(`${kept}.new`, JSON.stringify(document));
        await rename(`${kept}.new`, kept);
      }
      documents.push({ path, text: documentText(document), ...splitDocument(document) });
    }
  } finally {
    await reader.close();
  }
  return documents;
}

async function readKept(path: string): Promise<ReadDocument | null> {
  const text = await readFile(path, "utf8").catch(() => null);
  // We wrote it: a ReadDocument holds nothing that JSON does not keep.
  return text === null ? null : (JSON.parse(text) as ReadDocument);
}

/** Sorted, so that runs are the same everywhere. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && !entry.name.startsWith("."))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function hashOfFolder(folder: string): Promise<string> {
  const hash = createHash("sha256");
  for (const file of await filesBelow(folder)) {
    if (!file.endsWith(".test.ts")) hash.update(await readFile(file));
  }
  return hash.digest("hex");
}
