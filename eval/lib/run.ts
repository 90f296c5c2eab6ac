import { basename } from "node:path";
import type { Passage } from "../../src/modules/knowledge/contract.ts";
import { DEFAULT_SETTINGS } from "../../src/modules/knowledge/internal/stored-settings.ts";
import type { FoundChunk, FoundPassages, Signals } from "../../src/modules/retrieval/index.ts";
import { memoryIndex, RANKING, type RankingParameters } from "../../src/modules/retrieval/index.ts";
import { Floor, type Window } from "../floor.ts";
import type { CorpusDocument } from "./corpus.ts";
import { localAnswer } from "./local-answer.ts";
import { bestThreshold, type Outcome } from "./measure.ts";
import type { Nearest } from "./nearest.ts";
import type { Answer, Question } from "./questions.ts";
import { holds } from "./words.ts";

/** Passages looked through for the one that answers. */
const DEPTH = 50;

export interface Run {
  readonly outcomes: readonly Outcome[];
  /** Below it the run refused; 0 to 1. */
  readonly threshold: number;
  /** For people who look into a miss: the best passages of each question, by its id. */
  readonly best: ReadonlyMap<string, readonly string[]>;
  /** What each question's confidence was made of, by its id; of the product only. */
  readonly signals: ReadonlyMap<string, Signals | null>;
  readonly prominence: ReadonlyMap<string, number | null>;
}

/** The product: its splitter, index, ranking and refusals. */
export async function runProduct(
  documents: readonly CorpusDocument[],
  questions: readonly Question[],
  parameters: RankingParameters = RANKING,
  nearest: Nearest | null = null,
): Promise<Run> {
  const index = memoryIndex(
    documents.map(({ path, language, chunks }) => ({ id: path, name: basename(path), language, chunks })),
  );
  const threshold = DEFAULT_SETTINGS.refuseBelow / 100;
  const outcomes: Outcome[] = [];
  const best = new Map<string, readonly string[]>();
  const signals = new Map<string, Signals | null>();
  const prominence = new Map<string, number | null>();
  for (const question of questions) {
    const found = await index.search(question.question, {
      limit: DEPTH,
      parameters,
      vectorHits: (await nearest?.(question.question)) ?? [],
    });
    const rank = found.passages.findIndex(({ chunk }) =>
      question.answers.some((answer) => answersIn(chunk, answer)),
    );
    const verdict = verdictOf(found);
    const said = localAnswer(
      question.question,
      found.passages.map(({ chunk, score }) => passageOf(chunk, score)),
      verdict,
    );
    outcomes.push({
      question,
      rank: rank === -1 ? null : rank + 1,
      confidence: found.confidence,
      refused: verdict === "not_found",
      doubted: verdict === "caveat",
      answered: question.answers.some((answer) => holds(said, answer.says ?? answer.contains)),
    });
    signals.set(question.id, found.signals);
    prominence.set(question.id, found.prominence);
    best.set(question.id, [
      ...found.passages
        .slice(0, 3)
        .map(
          ({ chunk, score }) =>
            `${score.toFixed(2)} ${chunk.documentId} #${chunk.number} ${brief(chunk.text)}`,
        ),
      `said: ${said.replace(/\s+/g, " ").slice(0, 900)}`,
    ]);
  }
  return { outcomes, threshold, best, signals, prominence };
}

function verdictOf({ passages, confidence }: FoundPassages): "answer" | "caveat" | "not_found" {
  if (passages.length === 0 || confidence * 100 < DEFAULT_SETTINGS.refuseBelow) return "not_found";
  return confidence * 100 < DEFAULT_SETTINGS.caveatBelow ? "caveat" : "answer";
}

/** The floor. Its threshold for refusals is the best one on the half that things are tuned on. */
export function runFloor(documents: readonly CorpusDocument[], questions: readonly Question[]): Run {
  const floor = new Floor(documents);
  const found = questions.map((question) => {
    const { windows, coverage } = floor.search(question.question, question.language, DEPTH);
    const right = question.answers.map(({ document, contains }) => ({
      document,
      numbers: floor.windowsWith(document, contains),
    }));
    const rank = windows.findIndex(({ document, number }) =>
      right.some((answer) => answer.document === document && answer.numbers.has(number)),
    );
    return { question, windows, confidence: coverage, rank: rank === -1 ? null : rank + 1 };
  });
  const threshold = bestThreshold(found);
  const outcomes = found.map(({ question, windows, confidence, rank }): Outcome => {
    const refused = confidence < threshold;
    const said = refused ? "" : localAnswer(question.question, windows.map(passageOfWindow), "answer");
    const answered = question.answers.some((answer) => holds(said, answer.says ?? answer.contains));
    return { question, rank, confidence, refused, doubted: false, answered };
  });
  const best = new Map(
    found.map(({ question, windows }) => [
      question.id,
      windows.slice(0, 3).map(({ document, number, text }) => `${document} #${number} ${brief(text)}`),
    ]),
  );
  return { outcomes, threshold, best, signals: new Map(), prominence: new Map() };
}

/** The same sentence in more passages of a document than this tells none of them apart. */
const MOST_PASSAGES = 3;

/** What is wrong with marked answers: they must stand in their document, whole in a passage and in few of them. */
export function badMarks(documents: readonly CorpusDocument[], questions: readonly Question[]): string[] {
  const byPath = new Map(documents.map((document) => [document.path, document]));
  return questions.flatMap(({ id, answers }) =>
    answers.flatMap(({ document, contains }) => {
      const found = byPath.get(document);
      if (found === undefined) return [`${id}: there is no document ${document}.`];
      const chunks = found.chunks.filter(({ text }) => holds(text, contains)).length;
      if (chunks >= 1 && chunks <= MOST_PASSAGES) return [];
      const whole = holds(found.text, contains)
        ? "it is cut in two by the splitter"
        : "it is not in the document";
      return [
        `${id}: "${contains}" stands in ${chunks} passages of ${document}${chunks === 0 ? `: ${whole}` : ""}.`,
      ];
    }),
  );
}

function answersIn({ documentId, text }: FoundChunk, { document, contains }: Answer): boolean {
  return documentId === document && holds(text, contains);
}

function passageOf(chunk: FoundChunk, score: number): Passage {
  const { documentId, versionId, collectionId, document, url, number, headings, header, page, locator } =
    chunk;
  return {
    ...{ documentId, versionId, collectionId, document, url, header, page, locator, score },
    text: chunk.text,
    chunk: number,
    headings: [...headings],
  };
}

function passageOfWindow({ document, number, text }: Window): Passage {
  return {
    ...{ documentId: document, versionId: document, collectionId: "", document, url: null, header: null },
    ...{ page: null, locator: null, score: 1, text, chunk: number, headings: [] },
  };
}

function brief(text: string): string {
  return text.replace(/\s+/g, " ").slice(0, 160);
}
