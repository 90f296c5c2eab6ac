import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readCallTable, schemaOf } from "./call-table.ts";
import { type Check, type Finding, fault } from "./report.ts";
import { listFiles, read } from "./source-files.ts";
import { foreignNames, KERNEL_SCHEMAS, unqualifiedCreations } from "./sql-references.ts";
import { lineOf } from "./syntax.ts";

const FOLDER = "migrations";

export const migrations: Check = {
  name: "migrations",
  run(root) {
    const owners = [...readCallTable(root).keys(), "kernel"];
    const files = listFiles(root, FOLDER).filter((path) => !path.endsWith(".md"));
    return [...ordering(files), ...files.flatMap((path) => contents(root, path, owners)), ...edited(root)];
  },
};

function ordering(files: readonly string[]): Finding[] {
  return files.flatMap((path, index) => {
    const number = /^migrations\/(\d{4})-/.exec(path)?.[1];
    const expected = String(index + 1).padStart(4, "0");
    if (number === undefined) return fault(path, "is not named NNNN-<module>-<what>.sql");
    return number === expected ? [] : fault(path, `should have the number ${expected}: no gap, none twice`);
  });
}

/** The owner is the longest module name that the file name begins with: `0007-api-keys-scopes.sql` is of api-keys. */
function ownerOfMigration(path: string, owners: readonly string[]): string | undefined {
  const rest = /\/\d{4}-(.+)\.sql$/.exec(path)?.[1] ?? "";
  return owners
    .filter((owner) => rest === owner || rest.startsWith(`${owner}-`))
    .sort((a, b) => b.length - a.length)[0];
}

function contents(root: string, path: string, owners: readonly string[]): Finding[] {
  const owner = ownerOfMigration(path, owners);
  if (owner === undefined) return [fault(path, "names no module of tools/may-use.json as its owner")];
  const sql = read(root, path);
  const schemas = new Set([...owners.map(schemaOf), ...KERNEL_SCHEMAS]);
  const faults = [...foreignNames(sql, { own: schemaOf(owner), schemas }), ...unqualifiedCreations(sql)];
  return faults.map(({ at, message }) => fault(`${path}:${lineOf(sql, at)}`, `(owner ${owner}) ${message}`));
}

/** A migration that was part of a release has run somewhere: it never changes again. */
function edited(root: string): Finding[] {
  if (!existsSync(join(root, ".git"))) return [];
  const release = git(root, ["describe", "--tags", "--abbrev=0", "--match", "v*"]);
  if (release === undefined) return [];
  const changed = git(root, ["diff", "--name-only", "--diff-filter=MDR", release, "--", FOLDER]) ?? "";
  return changed
    .split("\n")
    .filter((path) => path !== "")
    .map((path) => fault(path, `was released in ${release} and has changed since: write a new migration`));
}

function git(root: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync("git", args, {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 10_000,
    }).trim();
  } catch {
    return undefined;
  }
}
