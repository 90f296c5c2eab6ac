import { writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import type { Part, PartResult } from "./gate/part.ts";
import { lint, runChecks, types } from "./gate/static-parts.ts";
import { browser, unit } from "./gate/test-parts.ts";
import { structureChecks } from "./structure/checks.ts";

const root = dirname(import.meta.dirname);

const parts: readonly Part[] = [
  lint,
  types,
  { name: "structure", static: true, run: (folder) => runChecks(folder, chosenChecks()) },
  unit,
  browser,
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string", multiple: true },
    report: { type: "string" },
    help: { type: "boolean", short: "h" },
  },
});

if (values.help) {
  const checks = structureChecks.map((check) => check.name).join(", ");
  console.log(
    `Usage: node tools/test.ts [part...] [--only=<structure check>] [--report=<file>]\n` +
      `Parts: ${parts.map((part) => part.name).join(", ")} (all when none is named)\nStructure checks: ${checks}`,
  );
} else {
  process.exitCode = await runParts(chosenParts());
}

async function runParts(chosen: readonly Part[]): Promise<number> {
  const started = performance.now();
  const total = { passed: 0, failed: 0 };
  // Static parts run side by side but are shown in order; tests have the machine to themselves.
  const running = chosen.filter((part) => part.static).map((part) => ({ part, timed: timed(part) }));
  for (const part of chosen) {
    const { result, seconds } = await (running.find((one) => one.part === part)?.timed ?? timed(part));
    total.passed += result.passed;
    total.failed += result.failed;
    if (result.output !== "") console.log(result.output);
    const counts = `${result.passed} passed, ${result.failed} failed`;
    console.log(
      `${result.failed === 0 ? "✓" : "✗"} ${part.name.padEnd(10)} ${seconds.padStart(6)} s  ${counts}`,
    );
  }
  const closing = `${total.passed} passed, ${total.failed} failed`;
  if (chosen.length > 1) console.log(`\n${((performance.now() - started) / 1000).toFixed(1)} s in all`);
  console.log(closing);
  if (values.report) writeFileSync(values.report, `${JSON.stringify(total)}\n`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

async function timed(part: Part): Promise<{ result: PartResult; seconds: string }> {
  const started = performance.now();
  const result = await part.run(root).catch((error: unknown): PartResult => {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { passed: 0, failed: 1, output: `${part.name} could not run: ${reason}` };
  });
  return { result, seconds: ((performance.now() - started) / 1000).toFixed(1) };
}

function chosenParts(): readonly Part[] {
  const names = new Set<string>(positionals);
  const unknown = positionals.filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0) throw new Error(`There is no part named ${unknown.join(", ")}; see --help.`);
  return names.size === 0 ? parts : parts.filter((part) => names.has(part.name));
}

function chosenChecks(): typeof structureChecks {
  const { only } = values;
  const unknown = only?.filter((name) => !structureChecks.some((check) => check.name === name)) ?? [];
  if (unknown.length > 0)
    throw new Error(`There is no structure check named ${unknown.join(", ")}; see --help.`);
  return only === undefined ? structureChecks : structureChecks.filter((check) => only.includes(check.name));
}
