import { type Figures, HALVES, type Half, type Measured } from "./measure.ts";
import { KINDS } from "./questions.ts";

export interface Compared {
  readonly parley: Record<Half, Measured>;
  readonly floor: Record<Half, Measured>;
}

const COLUMNS: readonly (readonly [string, (figures: Figures) => number])[] = [
  ["R@1", (figures) => figures.recallAt1],
  ["R@5", (figures) => figures.recallAt5],
  ["R@10", (figures) => figures.recallAt10],
  ["MRR", (figures) => figures.mrr],
  ["answer", (figures) => figures.answerContainment],
];

/** Markdown: a row a kind, Parley / floor in each cell. */
export function table({ parley, floor }: Compared, half: Half): string {
  const rows = [
    ["kind", "questions", ...COLUMNS.map(([name]) => name)],
    ["---", "---:", ...COLUMNS.map(() => "---:")],
  ];
  for (const kind of KINDS) {
    const ours = parley[half].kinds[kind];
    const theirs = floor[half].kinds[kind];
    if (ours !== undefined && theirs !== undefined) rows.push(row(kind, ours, theirs));
  }
  rows.push(row("**all**", parley[half].all, floor[half].all));
  return rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function row(name: string, ours: Figures, theirs: Figures): string[] {
  const cells = COLUMNS.map(([, of]) => `${of(ours).toFixed(2)} / ${of(theirs).toFixed(2)}`);
  return [name, String(ours.questions), ...cells];
}

export function refusals({ parley, floor }: Compared): string {
  const rows = HALVES.map((half) => {
    const pair = (of: (measured: Measured) => number) =>
      `${of(parley[half]).toFixed(2)} / ${of(floor[half]).toFixed(2)}`;
    return `| ${half} | ${pair((one) => one.refusals.unanswerableRefused)} | ${pair((one) => one.refusals.answerableRefused)} | ${pair((one) => one.refusals.foundButRefused)} | ${pair((one) => one.refusals.separation)} |`;
  });
  return [
    "| half | unanswerable refused | answerable refused | answer in the first five, refused | separation |",
    "| --- | ---: | ---: | ---: | ---: |",
    ...rows,
  ].join("\n");
}
