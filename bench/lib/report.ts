import { parseArgs } from "node:util";

/** One measured figure; `target` and `met` are left out where the issue names none. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly target?: string;
  readonly met?: boolean;
}

export function atMost(name: string, value: number, limit: number, unit: string): Figure {
  return { name, value, unit, target: `<= ${limit.toLocaleString("en")}`, met: value <= limit };
}

export function atLeast(name: string, value: number, limit: number, unit: string): Figure {
  return { name, value, unit, target: `>= ${limit.toLocaleString("en")}`, met: value >= limit };
}

export function plain(name: string, value: number, unit: string): Figure {
  return { name, value, unit };
}

/** The numbers of the command line; a name that is not in `defaults` is refused. */
export function numbersOf<Name extends string>(
  defaults: Readonly<Record<Name, number>>,
): Record<Name, number> {
  const names = Object.keys(defaults) as Name[]; // The keys of a record by its own type.
  const { values } = parseArgs({
    options: {
      json: { type: "boolean", default: false },
      ...Object.fromEntries(names.map((name) => [name, { type: "string" as const }])),
    },
  });
  const given: Record<string, unknown> = values;
  const read = (name: Name) => {
    const value = Number(given[name] ?? defaults[name]);
    if (!Number.isFinite(value) || value < 0) throw new Error(`--${name} takes a number.`);
    return [name, value];
  };
  // Built from exactly these names.
  return Object.fromEntries(names.map(read)) as Record<Name, number>;
}

/** Prints a table, or one JSON document with `--json`. A missed target is the process's exit code. */
export function report(title: string, figures: readonly Figure[], details: object = {}): void {
  if (figures.some((figure) => figure.met === false)) process.exitCode = 1;
  if (process.argv.includes("--json")) {
    process.stdout.write(`${JSON.stringify({ title, figures, ...details }, null, 2)}\n`);
    return;
  }
  const rows = figures.map((figure) => [
    figure.name,
    `${shown(figure.value)} ${figure.unit}`.trim(),
    figure.target ?? "",
    figure.met === undefined ? "" : figure.met ? "met" : "MISSED",
  ]);
  const all = [["figure", "measured", "target", ""], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  process.stdout.write(`${title}\n\n${all.map(line).join("\n")}\n`);
}

/** Progress goes to standard error, so that `--json` stays one document. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function shown(value: number): string {
  if (!Number.isFinite(value)) return "-";
  return value.toLocaleString("en", { maximumFractionDigits: Math.abs(value) < 100 ? 2 : 0 });
}
