import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SKIPPED_FOLDERS = new Set(["node_modules", ".git", "data", "dist", "coverage"]);

/** Folders of code, from the root. */
export const CODE_FOLDERS = ["src", "web", "widget", "plugins", "simulators", "tools", "bench", "e2e", "ops"];

/** Every file below `folder` as a path from `root` with forward slashes; none when the folder is missing. */
export function listFiles(root: string, folder = "."): string[] {
  const absolute = join(root, folder);
  if (!existsSync(absolute)) return [];
  const found: string[] = [];
  for (const entry of readdirSync(absolute, { withFileTypes: true })) {
    const path = folder === "." ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!SKIPPED_FOLDERS.has(entry.name)) found.push(...listFiles(root, path));
    } else if (entry.isFile()) {
      found.push(path);
    }
  }
  return found.sort();
}

/** Hand-written TypeScript below the given folders. */
export function listCode(root: string, folders: readonly string[] = CODE_FOLDERS): string[] {
  return folders
    .flatMap((folder) => listFiles(root, folder))
    .filter((path) => /\.tsx?$/.test(path) && !isGenerated(path));
}

function isGenerated(path: string): boolean {
  return /\.gen(\.d)?\.tsx?$/.test(path);
}

/** Tests and what only tests use: `*.test.ts`, any `testing/` folder, browser tests, benchmarks. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || /(^|\/)testing\//.test(path) || /^(e2e|bench)\//.test(path);
}

/** The module a path belongs to: `src/modules/ledger/index.ts` is `ledger`. */
export function moduleOf(path: string): string | undefined {
  return /^src\/modules\/([^/]+)\//.exec(path)?.[1];
}

/** Names of the folders in src/modules that hold at least one file. */
export function listModules(root: string): string[] {
  return [...new Set(listFiles(root, "src/modules").flatMap((path) => moduleOf(path) ?? []))];
}

export function read(root: string, path: string): string {
  return readFileSync(join(root, path), "utf8");
}

export function countLines(text: string): number {
  if (text === "") return 0;
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}
