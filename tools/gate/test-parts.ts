import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Part, type PartResult, resultOf } from "./part.ts";
import { runCommand } from "./run-command.ts";

const UNIT_TIMEOUT_MS = 20 * 60_000;
const BROWSER_TIMEOUT_MS = 15 * 60_000;
const BROWSER_CONFIG = "vitest.e2e.config.ts";

export const unit: Part = {
  name: "unit",
  static: false,
  run: (root) => runVitest(root, [], UNIT_TIMEOUT_MS),
};

export const browser: Part = {
  name: "browser",
  static: false,
  async run(root) {
    if (existsSync(join(root, BROWSER_CONFIG))) {
      return runVitest(root, ["--config", BROWSER_CONFIG], BROWSER_TIMEOUT_MS);
    }
    const hasWeb = existsSync(join(root, "web/src/main.tsx"));
    return hasWeb
      ? resultOf(false, `${BROWSER_CONFIG} is missing, so no browser test runs.`)
      : { passed: 0, failed: 0, output: "" };
  },
};

/** Shows Vitest's own output as it comes and takes the counts from its JSON report. */
async function runVitest(root: string, args: readonly string[], timeoutMs: number): Promise<PartResult> {
  const folder = mkdtempSync(join(tmpdir(), "parley-vitest-"));
  const report = join(folder, "report.json");
  try {
    const { ok, output } = await runCommand(
      "vitest",
      ["run", ...args, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
      { root, live: true, timeoutMs },
    );
    const counts = existsSync(report) ? countsOf(readFileSync(report, "utf8")) : { passed: 0, failed: 0 };
    // A file that cannot be loaded, or an error outside any test, fails the run without a failed test.
    return { ...counts, failed: ok ? counts.failed : Math.max(1, counts.failed), output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function countsOf(text: string): { passed: number; failed: number } {
  const report: unknown = JSON.parse(text);
  const count = (name: string): number => {
    const value =
      typeof report === "object" && report !== null
        ? Object.entries(report).find(([key]) => key === name)?.[1]
        : 0;
    return typeof value === "number" ? value : 0;
  };
  return { passed: count("numPassedTests"), failed: count("numFailedTests") };
}
