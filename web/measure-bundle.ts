import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { brotliCompressSync } from "node:zlib";

/** Initial JavaScript that a first visit may cost, bytes after brotli. */
const BUDGET_BYTES = 150_000;

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
  readonly src?: string;
}

const folder = resolve(process.argv[2] ?? join(import.meta.dirname, "../dist/web"));
// The manifest is written by Vite in this shape: https://vite.dev/guide/backend-integration
const manifest = JSON.parse(await readFile(join(folder, ".vite/manifest.json"), "utf8")) as Record<
  string,
  Chunk
>;

function closure(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const imported of manifest[name]?.imports ?? []) closure(imported, seen);
  return seen;
}

async function compressed(file: string): Promise<number> {
  return brotliCompressSync(await readFile(join(folder, file))).length;
}

async function sum(files: Iterable<string>): Promise<number> {
  let total = 0;
  for (const file of files) total += await compressed(file);
  return total;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry);
if (entry === undefined) throw new Error("The manifest names no entry. Run `vite build` first.");
const initial = closure(entry);
const chunksOf = (names: Iterable<string>) => [...names].flatMap((name) => manifest[name] ?? []);
const initialBytes = await sum(chunksOf(initial).map((chunk) => chunk.file));
const css = new Set(chunksOf(initial).flatMap((chunk) => chunk.css ?? []));

const lines = [
  `initial JavaScript  ${kilobytes(initialBytes)} brotli of ${kilobytes(BUDGET_BYTES)}`,
  `initial CSS         ${kilobytes(await sum(css))} brotli`,
];
for (const [name, chunk] of Object.entries(manifest)) {
  if (!chunk.src?.includes("/screens/")) continue;
  const added = chunksOf([...closure(name)].filter((other) => !initial.has(other)));
  lines.push(
    `  + ${chunk.src.replace("src/screens/", "").padEnd(44)} ${kilobytes(await sum(added.map((one) => one.file)))}`,
  );
}
process.stdout.write(`${lines.join("\n")}\n`);
if (initialBytes > BUDGET_BYTES) process.exitCode = 1;
