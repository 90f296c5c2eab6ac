/** What one part of the gate found. A part counts its own checks or tests. */
export interface PartResult {
  readonly passed: number;
  readonly failed: number;
  /** What to show of it; empty when it has already written for itself. */
  readonly output: string;
}

export interface Part {
  readonly name: "lint" | "types" | "structure" | "unit" | "browser";
  /** Static parts touch neither database nor browser and run side by side. */
  readonly static: boolean;
  run(root: string): Promise<PartResult>;
}

export function resultOf(ok: boolean, output: string): PartResult {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, output: ok ? "" : output };
}

export function joinResults(results: readonly PartResult[]): PartResult {
  return {
    passed: results.reduce((total, result) => total + result.passed, 0),
    failed: results.reduce((total, result) => total + result.failed, 0),
    output: results
      .map((result) => result.output)
      .filter((output) => output !== "")
      .join("\n"),
  };
}
