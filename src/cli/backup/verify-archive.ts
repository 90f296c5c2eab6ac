import { type ArchiveEntry, damaged, readArchive } from "./archive-reader.ts";
import {
  MANIFEST,
  type Manifest,
  type ManifestTable,
  manifestSchema,
  parseFileName,
  parsePartName,
  SEAL,
} from "./manifest.ts";
import { sealOf, Tally } from "./tally.ts";

/** A list of a hundred thousand files is some 20 MB. */
const LARGEST_MANIFEST_BYTES = 64 * 1024 * 1024;

interface Seen {
  readonly tally: Tally;
  parts: number;
}

/**
 * Reads an archive to its end and compares every byte with its manifest.
 * @throws AppError validation_failed when anything is missing, added or changed
 */
export async function verifyArchive(file: string, signal: AbortSignal): Promise<Manifest> {
  const tables = new Map<string, Seen>();
  const files = new Map<string, Tally>();
  let manifest: Buffer | undefined;
  let sealed = false;
  for await (const entry of readArchive(file)) {
    signal.throwIfAborted();
    if (sealed) throw damaged(`${entry.name} comes after the end`);
    if (entry.name === SEAL) sealed = await checkSeal(entry, manifest);
    else if (manifest !== undefined) throw damaged(`${entry.name} comes after the manifest`);
    else if (entry.name === MANIFEST) manifest = await readWhole(entry);
    else await weigh(entry, tables, files);
  }
  if (manifest === undefined || !sealed) throw damaged("its end is missing");
  const described = parseManifest(manifest);
  compareTables(described, tables);
  compareFiles(described, files);
  return described;
}

async function weigh(
  entry: ArchiveEntry,
  tables: Map<string, Seen>,
  files: Map<string, Tally>,
): Promise<void> {
  const part = parsePartName(entry.name);
  const path = parseFileName(entry.name);
  let tally: Tally;
  if (part !== undefined) {
    const seen = tables.get(part.table) ?? { tally: new Tally(), parts: 0 };
    if (part.number !== seen.parts + 1) throw damaged(`a part of ${part.table} is missing`);
    seen.parts += 1;
    tables.set(part.table, seen);
    tally = seen.tally;
  } else if (path !== undefined && !files.has(path)) {
    tally = new Tally();
    files.set(path, tally);
  } else throw damaged(`${entry.name} does not belong in it`);
  for await (const chunk of entry.content) tally.add(chunk);
}

async function checkSeal(entry: ArchiveEntry, manifest: Buffer | undefined): Promise<true> {
  const seal = (await readWhole(entry)).toString("utf8");
  if (manifest !== undefined && seal === sealOf(manifest)) return true;
  throw damaged("its manifest is not the one that was written");
}

async function readWhole({ name, content }: ArchiveEntry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.length;
    if (bytes > LARGEST_MANIFEST_BYTES) throw damaged(`${name} is too large`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseManifest(text: Buffer): Manifest {
  let content: unknown;
  try {
    content = JSON.parse(text.toString("utf8"));
  } catch {
    throw damaged("its manifest is no JSON");
  }
  const parsed = manifestSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw damaged(`its manifest is not known here (${issue?.path.join(".") || "format"})`);
}

function compareTables(manifest: Manifest, tables: Map<string, Seen>): void {
  const wanted = [...manifest.tables, ...(manifest.jobs === null ? [] : [manifest.jobs])];
  for (const table of wanted) {
    const name = `${table.schema}.${table.name}`;
    const tally = tables.get(name)?.tally ?? new Tally();
    tables.delete(name);
    if (!isSame(table, tally)) throw damaged(`the rows of ${name} are not those that were written`);
  }
  const [extra] = tables.keys();
  if (extra !== undefined) throw damaged(`${extra} is not in its manifest`);
}

function compareFiles(manifest: Manifest, files: Map<string, Tally>): void {
  for (const { path, bytes, sha256 } of manifest.files) {
    const found = files.get(path)?.result();
    files.delete(path);
    if (found?.bytes !== bytes || found.sha256 !== sha256)
      throw damaged(`the file ${path} is not the one that was written`);
  }
  const [extra] = files.keys();
  if (extra !== undefined) throw damaged(`${extra} is not in its manifest`);
}

/** True when rows that went by are exactly those of the table in the manifest. */
export function isSame(table: ManifestTable, tally: Tally): boolean {
  const { bytes, sha256 } = tally.result();
  return table.rows === tally.lines && table.bytes === bytes && table.sha256 === sha256;
}
