import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import pg from "pg";
import { readCallTable, schemaOf } from "../structure/call-table.ts";
import { firstDifference } from "../structure/first-difference.ts";
import { listFiles } from "../structure/source-files.ts";
import { readTables } from "./read-schema.ts";
import { renderTables } from "./render.ts";

/** What the database says each file should hold, by path from the root. Schemas without tables have no file. */
export async function databaseTypeFiles(root: string, url: string): Promise<Map<string, string>> {
  const paths = new Map([["kernel", "src/kernel/db/tables.gen.ts"]]);
  for (const module of readCallTable(root).keys())
    paths.set(schemaOf(module), `src/modules/${module}/internal/tables.gen.ts`);
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 30_000,
  });
  await client.connect();
  try {
    const tables = await readTables(client, [...paths.keys()]);
    const files = new Map<string, string>();
    for (const [schema, path] of paths) {
      const own = tables.filter((table) => table.schema === schema);
      if (own.length > 0) files.set(path, renderTables(own));
    }
    return files;
  } finally {
    await client.end();
  }
}

/** One sentence for each file that is missing, stale or left over. */
export function staleFiles(
  root: string,
  wanted: ReadonlyMap<string, string>,
): { path: string; problem: string }[] {
  const stale: { path: string; problem: string }[] = [];
  for (const [path, text] of wanted) {
    const present = existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined;
    if (present === undefined) stale.push({ path, problem: "is missing" });
    else if (present !== text)
      stale.push({ path, problem: `is not current: ${firstDifference(present, text)}` });
  }
  for (const path of listFiles(root, "src").filter((file) => file.endsWith("/tables.gen.ts"))) {
    if (!wanted.has(path)) stale.push({ path, problem: "belongs to no table of the database" });
  }
  return stale;
}

export function writeFiles(root: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
