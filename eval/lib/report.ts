import { type Figures, HALVES, type Half, type Measured, type Refusals } from "./measure.ts";
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
  const rows: string[][] = [];
  for (const kind of KINDS) {
    const ours = parley[half].kinds[kind];
    const theirs = floor[half].kinds[kind];
    if (ours !== undefined && theirs !== undefined) rows.push(row(kind, ours, theirs));
  }
  rows.push(row("**all**", parley[half].all, floor[half].all));
  return markdown(["kind", "questions", ...COLUMNS.map(([name]) => name)], rows);
}

function row(name: string, ours: Figures, theirs: Figures): string[] {
  const cells = COLUMNS.map(([, of]) => `${of(ours).toFixed(2)} / ${of(theirs).toFixed(2)}`);
  return [name, String(ours.questions), ...cells];
}

/** "or doubted" counts answers with a caveat as refusals; the floor has none. */
export function refusals({ parley, floor }: Compared): string {
  const columns: readonly (readonly [string, (refusals: Refusals) => number])[] = [
    ["unanswerable refused", (one) => one.unanswerableRefused],
    ["or doubted", (one) => one.unanswerableRefusedOrDoubted],
    ["answerable refused", (one) => one.answerableRefused],
    ["or doubted", (one) => one.answerableRefusedOrDoubted],
    ["answer in the first five, refused", (one) => one.foundButRefused],
    ["separation", (one) => one.separation],
  ];
  return markdown(
    ["half", ...columns.map(([name]) => name)],
    HALVES.map((half) => [
      half,
      ...columns.map(
        ([, of]) => `${of(parley[half].refusals).toFixed(2)} / ${of(floor[half].refusals).toFixed(2)}`,
      ),
    ]),
  );
}

/** What other thresholds would refuse: of the unanswerable / of the answerable / of those whose answer was found. */
export function tradeOff({ parley }: Compared): string {
  return markdown(
    ["refused below", ...HALVES],
    parley.all.operatingPoints.map(({ threshold }, index) => [
      threshold.toFixed(1),
      ...HALVES.map((half) => {
        const point = parley[half].operatingPoints[index];
        return [point?.unanswerableRefused, point?.answerableRefused, point?.foundButRefused]
          .map((share) => (share ?? 0).toFixed(2))
          .join(" / ");
      }),
    ]),
  );
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, index) => (index === 0 ? "---" : "---:"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
