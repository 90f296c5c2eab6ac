import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Check, type Finding, formatFinding } from "../structure/report.ts";
import { listCode } from "../structure/source-files.ts";
import { joinResults, type Part, type PartResult, resultOf } from "./part.ts";
import { runCommand } from "./run-command.ts";

const TIMEOUT_MS = 300_000;

/** Formatting, import order and lint; warnings count as errors. */
export const lint: Part = {
  name: "lint",
  static: true,
  async run(root) {
    const { ok, output, errors } = await runCommand(
      "biome",
      ["check", "--error-on-warnings", "--diagnostic-level=warn", "--max-diagnostics=100", "."],
      {
        root,
        timeoutMs: TIMEOUT_MS,
      },
    );
    return resultOf(ok, `${output}\n${errors}`.trim());
  },
};

export const types: Part = {
  name: "types",
  static: true,
  async run(root) {
    const projects = ["tsconfig.json", "web/tsconfig.json", "widget/tsconfig.json"].filter(
      (project) =>
        existsSync(join(root, project)) &&
        (!project.includes("/") || listCode(root, [project.split("/")[0] ?? ""]).length > 0),
    );
    const results: PartResult[] = [];
    for (const project of projects) {
      const { ok, output, errors } = await runCommand(
        "tsc",
        ["--noEmit", "--pretty", "false", "-p", project],
        {
          root,
          timeoutMs: TIMEOUT_MS,
        },
      );
      results.push(resultOf(ok, `${output}\n${errors}`.trim()));
    }
    return joinResults(results);
  },
};

/** Runs each check; one that breaks is a fault and does not stop the others. */
export async function runChecks(root: string, checks: readonly Check[]): Promise<PartResult> {
  const results: PartResult[] = [];
  for (const check of checks) {
    const findings = await findingsOf(root, check);
    const ok = findings.every((finding) => finding.level !== "fault");
    const output = findings.length === 0 ? "" : [`${check.name}:`, ...findings.map(formatFinding)].join("\n");
    results.push({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, output });
  }
  return joinResults(results);
}

async function findingsOf(root: string, check: Check): Promise<Finding[]> {
  try {
    return await check.run(root);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [{ level: "fault", where: check.name, message: `could not run: ${message}` }];
  }
}
