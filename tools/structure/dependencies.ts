import { existsSync } from "node:fs";
import { join } from "node:path";
import { cruise } from "dependency-cruiser";
import { readCallTable } from "./call-table.ts";
import { cruiseOptions } from "./cruise-options.ts";
import { type Check, type Finding, fault } from "./report.ts";
import { CODE_FOLDERS, listCode } from "./source-files.ts";

export const dependencies: Check = {
  name: "dependencies",
  async run(root) {
    const folders = CODE_FOLDERS.filter((folder) => existsSync(join(root, folder)));
    const options = cruiseOptions(readCallTable(root));
    const { output } = await cruise(folders, { ...options, baseDir: root, validate: true });
    if (typeof output === "string") throw new Error("dependency-cruiser answered text instead of a result.");
    const comments = new Map(options.ruleSet?.forbidden?.map((rule) => [rule.name, rule.comment]));
    const findings: Finding[] = output.summary.violations.map((violation) => {
      const trail = violation.cycle?.map((step) => step.name).join(" → ") ?? violation.to;
      return fault(
        violation.from,
        `→ ${trail} [${violation.rule.name}] ${comments.get(violation.rule.name) ?? ""}`,
      );
    });
    return [...findings, ...unread(root, new Set(output.modules.map((module) => module.source)))];
  },
};

/** A parser that quietly skips TypeScript would pass everything: each file must have been read. */
function unread(root: string, seen: ReadonlySet<string>): Finding[] {
  return listCode(root)
    .filter((path) => !seen.has(path))
    .map((path) => fault(path, "was not read by dependency-cruiser"));
}
