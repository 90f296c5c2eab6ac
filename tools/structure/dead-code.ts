import { runCommand } from "../gate/run-command.ts";
import { type Check, type Finding, fault } from "./report.ts";

const TIMEOUT_MS = 120_000;

/** What each kind of issue of knip's JSON report means. */
const MESSAGES: Readonly<Record<string, string>> = {
  files: "is used by nothing",
  dependencies: "is a dependency that nothing imports",
  devDependencies: "is a development dependency that nothing uses",
  exports: "is exported and imported by nothing",
  types: "is a type exported and imported by nothing",
  namespaceMembers: "is exported and used by nothing",
  duplicates: "is exported twice",
  unlisted: "is a package missing from package.json",
  unresolved: "leads to no file",
  binaries: "is a command of no package in package.json",
};

/** Files, exports and packages that nothing uses, as knip sees them (knip.json). */
export const deadCode: Check = {
  name: "dead code",
  async run(root) {
    const args = ["--no-progress", "--no-config-hints", "--reporter", "json"];
    const { ok, output, errors } = await runCommand("knip", args, { root, timeoutMs: TIMEOUT_MS });
    if (ok) return [];
    if (!output.startsWith("{")) throw new Error(`${output}${errors}`);
    const report: unknown = JSON.parse(output);
    return recordsIn(report, "issues").flatMap(findingsOf);
  },
};

function findingsOf(issue: object): Finding[] {
  const file = textIn(issue, "file");
  return Object.entries(MESSAGES).flatMap(([kind, message]) =>
    recordsIn(issue, kind).map((item) => {
      if (kind === "files") return fault(file, message);
      const line = textIn(item, "line");
      return fault(line === "" ? file : `${file}:${line}`, `${textIn(item, "name")} ${message}`);
    }),
  );
}

function recordsIn(value: unknown, key: string): object[] {
  const list = field(value, key);
  // Duplicates come as lists of names: the first one stands for them.
  return Array.isArray(list)
    ? list.map((item: unknown) => (Array.isArray(item) ? item[0] : item)).filter(isRecord)
    : [];
}

function textIn(value: object, key: string): string {
  const text = field(value, key);
  return typeof text === "string" || typeof text === "number" ? String(text) : "";
}

function field(value: unknown, key: string): unknown {
  return isRecord(value) ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;
}

function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
