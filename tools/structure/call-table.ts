import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Check, type Finding, fault } from "./report.ts";
import { listModules, read } from "./source-files.ts";

const PATH = "tools/may-use.json";

/** Module name to the modules whose front door it may import; `*` is all. */
export type CallTable = ReadonlyMap<string, readonly string[] | "*">;

/** @throws when the table is not of the documented shape */
export function readCallTable(root: string): CallTable {
  const parsed: unknown = JSON.parse(read(root, PATH));
  if (!isRecord(parsed) || !isRecord(parsed.modules)) throw new Error(`${PATH} has no "modules" object.`);
  const table = new Map<string, readonly string[] | "*">();
  for (const [name, uses] of Object.entries(parsed.modules)) {
    if (uses !== "*" && !isTextList(uses))
      throw new Error(`${PATH}: "${name}" must list module names, or be "*".`);
    table.set(name, uses);
  }
  return table;
}

/** Schema of a module in PostgreSQL: its name with `-` as `_`. */
export function schemaOf(module: string): string {
  return module.replaceAll("-", "_");
}

export const callTable: Check = {
  name: "call table",
  run(root) {
    if (!existsSync(join(root, PATH))) return [fault(PATH, "is missing")];
    const table = readCallTable(root);
    return [...unknownNames(root, table), ...cycles(table)];
  },
};

function unknownNames(root: string, table: CallTable): Finding[] {
  const findings: Finding[] = [];
  for (const [name, uses] of table) {
    if (uses === "*") continue;
    for (const use of uses) {
      if (!table.has(use))
        findings.push(fault(PATH, `"${name}" may use "${use}", which is no module of the table`));
      else if (table.get(use) === "*")
        findings.push(fault(PATH, `"${name}" may use "${use}", which nobody may call`));
    }
  }
  for (const module of listModules(root)) {
    if (!table.has(module))
      findings.push(fault(`src/modules/${module}`, `is not in ${PATH}: add it with what it may use`));
  }
  return findings;
}

function cycles(table: CallTable): Finding[] {
  const findings: Finding[] = [];
  const done = new Set<string>();
  const visit = (name: string, trail: readonly string[]): void => {
    const start = trail.indexOf(name);
    if (start !== -1) {
      findings.push(fault(PATH, `the call table has a cycle: ${[...trail.slice(start), name].join(" → ")}`));
      return;
    }
    if (done.has(name)) return;
    const uses = table.get(name) ?? [];
    if (uses !== "*") for (const use of uses) visit(use, [...trail, name]);
    done.add(name);
  };
  for (const name of table.keys()) visit(name, []);
  return findings;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
