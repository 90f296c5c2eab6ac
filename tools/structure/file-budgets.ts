import { type Check, type Finding, fault, note, warning } from "./report.ts";
import { countLines, isTest, listCode, read } from "./source-files.ts";

/** Lines. Aims are for the median and the 90th percentile, the limit is for every file. */
const BUDGETS = {
  file: { median: 80, percentile90: 220, limit: 300 },
  component: { median: 90, percentile90: 250, limit: 300 },
  test: { limit: 400 },
};
/** Lines of tests for a line of code. */
const TEST_RATIO = { aim: 0.9, alarm: 0.7 };
/** Modules where a mistake costs money or leaks a tenant. */
const CRITICAL_TEST_RATIO = 2;
const CRITICAL = { ledger: /^src\/modules\/ledger\//, policies: /\/policy[^/]*\.ts$|permissions[^/]*\.ts$/ };

interface SizedFile {
  readonly path: string;
  readonly lines: number;
}

export const fileBudgets: Check = {
  name: "file budgets",
  run(root) {
    const files = listCode(root).map((path): SizedFile => ({ path, lines: countLines(read(root, path)) }));
    const product = files.filter(
      ({ path }) => !isTest(path) && /^(src|web|widget|plugins|simulators)\//.test(path),
    );
    const components = product.filter(({ path }) => path.endsWith(".tsx"));
    const plain = product.filter(({ path }) => !path.endsWith(".tsx"));
    return [
      ...files.flatMap(overLong),
      ...distribution("production files", plain, BUDGETS.file),
      ...distribution("components", components, BUDGETS.component),
      ...testRatio(files, product),
      ...criticalRatios(files),
    ];
  },
};

function overLong({ path, lines }: SizedFile): Finding[] {
  if (isTest(path)) {
    return lines > BUDGETS.test.limit
      ? [warning(path, `${lines} lines of tests; aim at ${BUDGETS.test.limit}`)]
      : [];
  }
  return lines > BUDGETS.file.limit
    ? [fault(path, `${lines} lines; the limit is ${BUDGETS.file.limit}`)]
    : [];
}

function distribution(
  name: string,
  files: readonly SizedFile[],
  aim: { median: number; percentile90: number },
): Finding[] {
  if (files.length === 0) return [];
  const median = quantile(files, 0.5);
  const high = quantile(files, 0.9);
  const missed = median > aim.median || high > aim.percentile90;
  const message = `${files.length} files, median ${median} lines (aim ${aim.median}), 90th percentile ${high} (aim ${aim.percentile90})`;
  return [missed ? warning(name, message) : note(name, message)];
}

function testRatio(files: readonly SizedFile[], product: readonly SizedFile[]): Finding[] {
  const code = sum(product);
  if (code === 0) return [];
  const ratio = sum(files.filter(({ path }) => isTest(path) && !path.startsWith("bench/"))) / code;
  const message = `${ratio.toFixed(2)} lines for a line of code (aim ${TEST_RATIO.aim}, alarm ${TEST_RATIO.alarm})`;
  if (ratio < TEST_RATIO.alarm) return [fault("tests", message)];
  return [ratio < TEST_RATIO.aim ? warning("tests", message) : note("tests", message)];
}

function criticalRatios(files: readonly SizedFile[]): Finding[] {
  return Object.entries(CRITICAL).flatMap(([name, pattern]) => {
    const tested = (path: string): string => path.replace(/\.test\.tsx?$/, ".ts");
    const part = files.filter(({ path }) => pattern.test(tested(path)));
    const code = sum(part.filter(({ path }) => !isTest(path)));
    if (code === 0) return [];
    const ratio = sum(part.filter(({ path }) => isTest(path))) / code;
    const message = `${ratio.toFixed(2)} lines of tests for a line of code (aim ${CRITICAL_TEST_RATIO})`;
    return [ratio < CRITICAL_TEST_RATIO ? warning(name, message) : note(name, message)];
  });
}

function quantile(files: readonly SizedFile[], share: number): number {
  const sorted = files.map(({ lines }) => lines).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function sum(files: readonly SizedFile[]): number {
  return files.reduce((total, { lines }) => total + lines, 0);
}
