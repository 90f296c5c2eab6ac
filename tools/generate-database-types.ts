import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { databaseTypeFiles, staleFiles, writeFiles } from "./database-types/generated-files.ts";
import { withMigratedDatabase } from "./database-types/migrated-database.ts";

const root = dirname(import.meta.dirname);
const { values } = parseArgs({
  options: { url: { type: "string" }, check: { type: "boolean" }, help: { type: "boolean", short: "h" } },
});

if (values.help) {
  console.log(
    "Usage: node tools/generate-database-types.ts [--check] [--url=<migrated database>]\n" +
      "Writes tables.gen.ts of the kernel and of each module; without --url it migrates a temporary database.\n" +
      "--check writes nothing and exits 1 when a file is not current.",
  );
} else {
  const read = (url: string) => databaseTypeFiles(root, url);
  const files = await (values.url ? read(values.url) : withMigratedDatabase(root, read));
  const stale = staleFiles(root, files);
  for (const { path, problem } of stale) console.log(`${path} ${problem}`);
  if (values.check) process.exitCode = stale.length > 0 ? 1 : 0;
  else writeFiles(root, files);
}
