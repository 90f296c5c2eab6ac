import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { RANKING, type RankingParameters } from "../src/modules/retrieval/index.ts";
import type { EmbeddingServer } from "./embedding-server.ts";
import { type CorpusDocument, readCorpus } from "./lib/corpus.ts";
import { fetchManuals } from "./lib/debian-manuals.ts";
import { type Example, examplesOf, fitConfidence, fitProminence } from "./lib/fit-confidence.ts";
import { HALVES, measureHalves } from "./lib/measure.ts";
import { nearestBy } from "./lib/nearest.ts";
import { halfOf, readQuestions } from "./lib/questions.ts";
import { type Compared, refusals, table, tradeOff } from "./lib/report.ts";
import { badMarks, type Run, runFloor, runProduct } from "./lib/run.ts";

/**
 * How well the search finds, beside plain BM25. Without options: Debian's manuals, then the documents of a small
 * business in `house/`. See README.md.
 */
const { values: options } = parseArgs({
  options: {
    corpus: { type: "string" },
    questions: { type: "string", multiple: true },
    only: { type: "string" },
    json: { type: "boolean", default: false },
    misses: { type: "boolean", default: false },
    fit: { type: "boolean", default: false },
    embedding: { type: "string" },
    "embedding-model": { type: "string", default: "text-embedding-3-small" },
    set: { type: "string", multiple: true, default: [] },
  },
});

const CACHE = resolve(import.meta.dirname, "../node_modules/.cache/parley-eval");
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

interface Corpus {
  readonly name: string;
  readonly folder: string;
  readonly questions: readonly string[];
  readonly versions?: Record<string, string>;
}

/** Confidence is fitted on the dev halves of these only. */
const FITTED_ON = new Set(["debian-manuals", "house", "works"]);
const examples: Example[] = [];
let sentences: EmbeddingServer | undefined;
const results: Record<string, unknown> = {};
for (const corpus of await corpora()) {
  const documents = await readCorpus(corpus.folder, join(CACHE, "read"), (path, reason) =>
    say(`Left out ${path}: ${reason}`),
  );
  const questions = await readQuestions(corpus.questions);
  const bad = badMarks(documents, questions);
  for (const line of bad) say(line);
  if (bad.length > 0) process.exitCode = 1;
  await using nearest = await vectorsOf(documents);
  const product = await runProduct(documents, questions, parameters(), nearest);
  if (FITTED_ON.has(corpus.name)) examples.push(...examplesOf(product));
  const floor = runFloor(documents, questions);
  const compared = { parley: measureHalves(product.outcomes), floor: measureHalves(floor.outcomes) };
  results[corpus.name] = {
    documents: documents.length,
    passages: documents.reduce((sum, { chunks }) => sum + chunks.length, 0),
    questions: questions.length,
    versions: corpus.versions,
    badMarks: bad.length,
    thresholds: { parley: product.threshold, floor: floor.threshold },
    ...compared,
  };
  if (!options.json) show(corpus.name, documents.length, questions.length, compared, floor.threshold);
  if (options.misses) showMisses(product, floor);
}
await sentences?.close();
if (options.fit) {
  print(`\nConfidence as fitted\n${JSON.stringify(fitConfidence(examples), null, 2)}`);
  if (options.embedding !== undefined)
    print(`\nWhat vectors add\n${JSON.stringify(fitProminence(examples), null, 2)}`);
}
if (options.json) print(JSON.stringify(results, null, 2));

async function corpora(): Promise<Corpus[]> {
  if (options.corpus !== undefined) {
    const { questions } = options;
    if (questions === undefined) throw new Error("Pass --questions <file.jsonl> together with --corpus.");
    return [{ name: "yours", folder: resolve(options.corpus), questions }];
  }
  const house = { name: "house", folder: join(import.meta.dirname, "house/documents"), questions: ["house"] };
  // Written when the ranking was done; no number is fitted on them.
  const handbook = {
    name: "handbook",
    folder: join(import.meta.dirname, "../samples/handbook"),
    questions: ["handbook"],
  };
  const housing = {
    name: "housing",
    folder: join(import.meta.dirname, "housing/documents"),
    questions: ["housing"],
  };
  const chosen: Corpus[] = [];
  if (options.only !== "house") {
    const { folder, versions } = await fetchManuals(CACHE, say);
    chosen.push({ name: "debian-manuals", folder, versions, questions: ["debian-manuals"] });
    // Written when ranking was done: no number is fitted on them.
    chosen.push({ name: "debian-manuals-fresh", folder, versions, questions: ["debian-manuals-fresh"] });
  }
  // The last one: what is measured on it changed nothing.
  const town = { name: "town", folder: join(import.meta.dirname, "town/documents"), questions: ["town"] };
  const works = { name: "works", folder: join(import.meta.dirname, "works/documents"), questions: ["works"] };
  if (options.only !== "debian-manuals") chosen.push(house, works, handbook, housing, town);
  return chosen.map((corpus) => ({
    ...corpus,
    questions: corpus.questions.map((name) => join(import.meta.dirname, "questions", `${name}.jsonl`)),
  }));
}

/** `--embedding use` is a small public one on this machine; else the address of an OpenAI-compatible endpoint. */
async function vectorsOf(documents: readonly CorpusDocument[]) {
  const { embedding } = options;
  if (embedding === undefined) return null;
  // Its library takes over how the process ends; only who wants it gets it.
  if (embedding === "use") sentences ??= await (await import("./embedding-server.ts")).startEmbeddingServer();
  const url = embedding === "use" && sentences !== undefined ? sentences.url : embedding;
  // biome-ignore lint/style/noProcessEnv: the key of whoever runs it, which no command line should show
  const apiKey = process.env.EVAL_EMBEDDING_KEY;
  const endpoint = { url, model: options["embedding-model"], ...(apiKey === undefined ? {} : { apiKey }) };
  return nearestBy(endpoint, documents);
}

/** `--set phrase=0.1` tries another weight. @throws Error for one that does not exist */
function parameters(): RankingParameters {
  const changed: Record<string, number> = {};
  for (const pair of options.set) {
    const [name = "", value] = pair.split("=");
    if (!(name in RANKING) || Number.isNaN(Number(value))) throw new Error(`There is no parameter ${pair}.`);
    changed[name] = Number(value);
  }
  return { ...RANKING, ...changed };
}

function show(name: string, documents: number, questions: number, compared: Compared, floorAt: number): void {
  print(`\n# ${name}: ${documents} documents, ${questions} questions. Cells: Parley / floor\n`);
  for (const half of HALVES) print(`${half}\n\n${table(compared, half)}\n`);
  print(`${refusals(compared)}\n\nThe floor refuses below a coverage of ${floorAt.toFixed(2)}.`);
  print(`\nUnanswerable / answerable / answer in the first five\n\n${tradeOff(compared)}`);
}

function showMisses(product: Run, floor: Run): void {
  const floorRanks = new Map(floor.outcomes.map(({ question, rank }) => [question.id, rank]));
  for (const { question, rank, confidence, refused, answered } of product.outcomes) {
    const isRight = question.kind === "unanswerable" ? refused : rank === 1 && !refused && answered;
    if (isRight) continue;
    const half = halfOf(question);
    print(
      `\n${question.id} [${question.kind}, ${half}] ${question.question}\n  rank ${rank ?? "-"} (floor ${floorRanks.get(question.id) ?? "-"}), ` +
        `confidence ${confidence.toFixed(2)}${refused ? ", refused" : ""}${answered ? ", answered" : ""}; wanted: ${question.answers[0]?.contains ?? "a refusal"}`,
    );
    for (const line of product.best.get(question.id) ?? []) print(`    ${line}`);
  }
}
