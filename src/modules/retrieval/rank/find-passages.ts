import type { ChunkRef } from "../../inverted-index/contract.ts";
import { chunkAt } from "../../inverted-index/index.ts";
import { eachTerm, stemmingOf } from "../../terms/index.ts";
import { type AnalysedChunk, analyseChunk } from "./analyse-chunk.ts";
import { type Candidate, type ScoredConcept, scoreChunks } from "./bm25.ts";
import { confidenceOf, type Signals, signalsOf } from "./confidence.ts";
import { correctTypos } from "./correct.ts";
import { type Evidence, evidenceOf, scoreOf, type WeighedQuestion } from "./evidence.ts";
import { feedbackConcepts } from "./feedback.ts";
import { fuseRanks } from "./fuse-ranks.ts";
import { RANKING, type RankingParameters } from "./parameters.ts";
import { prominenceOf } from "./prominence.ts";
import { type Concept, readQuestion } from "./question.ts";
import type { FoundChunk, IndexReader } from "./reader.ts";
import { splitCompounds } from "./split-compounds.ts";
import { termFilter } from "./term-filter.ts";

export interface RankedPassage {
  readonly chunk: FoundChunk;
  /** 0 to 1. */
  readonly score: number;
  readonly evidence: Evidence;
}

export interface FoundPassages {
  /** Best first, none twice. */
  readonly passages: readonly RankedPassage[];
  /** 0 to 1: how well the passages answer the question. */
  readonly confidence: number;
  /** What the confidence was made of; null where nothing was found. */
  readonly signals: Signals | null;
  /** Of the chunk nearest by vectors; null without them: see `prominenceOf`. */
  readonly prominence: number | null;
  /** Words of the question that were read as others. */
  readonly corrected: Readonly<Record<string, string>>;
}

export interface NearChunk extends ChunkRef {
  /** Cosine. */
  readonly score: number;
}

export interface FindOptions {
  readonly limit: number;
  readonly parameters?: RankingParameters;
  /** Nearest chunks by vectors, nearest first; fused with what the words find. */
  readonly vectorHits?: readonly NearChunk[];
  readonly signal?: AbortSignal;
}

interface Read {
  readonly key: string;
  readonly chunk: FoundChunk;
  /** Without most of the words that the question does not ask for. */
  readonly analysed: AnalysedChunk;
  readonly evidence: Evidence;
  bm25: number;
}

/** Reads a chunk for one question. */
type ReadChunk = (chunk: FoundChunk, bm25: number) => Read;

export const keyOf = (ref: ChunkRef): string => `${ref.versionId} ${ref.number}`;

/**
 * Finds passages: BM25F takes candidates from the postings, then each candidate is read and weighed by how it speaks
 * to the question; what the best ones share widens the search once; vectors, where there are any, are fused in.
 */
export async function findPassages(
  reader: IndexReader,
  text: string,
  options: FindOptions,
): Promise<FoundPassages> {
  const parameters = options.parameters ?? RANKING;
  let question = readQuestion(text, parameters);
  let { concepts } = question;
  let postings = await reader.postings(termsOf(concepts));
  options.signal?.throwIfAborted();
  const score = (scored: readonly ScoredConcept[]) =>
    scoreChunks(reader.segments, scored, postings, parameters.candidates, parameters);
  let scores = score(concepts);
  const compounds = await splitCompounds(reader, concepts, scores.occurs, question.askedIn[0]);
  if (compounds.size > 0) {
    question = readQuestion(withParts(text, compounds), parameters);
    ({ concepts } = question);
    postings = await reader.postings(termsOf(concepts));
    scores = score(concepts);
  }
  const corrections = await correctTypos(reader, concepts, scores.occurs);
  if (corrections.size > 0) {
    concepts = concepts.map((concept, index) => withCorrection(concept, corrections.get(index), parameters));
    postings = await reader.postings(termsOf(concepts));
    scores = score(concepts);
  }
  options.signal?.throwIfAborted();
  const asked: WeighedQuestion = {
    question: { ...question, concepts },
    weights: weightsOf(concepts, scores.rarities, scores.occurs),
    conceptsByTerm: conceptsByTerm(concepts),
  };
  const isWanted = termFilter(asked.conceptsByTerm.keys());
  const readChunk: ReadChunk = (chunk, bm25) => {
    const analysed = analyseChunk(chunk, isWanted);
    return {
      key: keyOf(chunk),
      chunk,
      analysed,
      evidence: evidenceOf(asked, chunk, analysed, parameters),
      bm25,
    };
  };
  const read = new Map<string, Read>();
  await readCandidates(reader, scores.candidates, read, readChunk);
  let ranked = rank(asked, read.values(), parameters);
  const strongest = ranked[0]?.evidence.coverage ?? 0;
  const widening =
    strongest >= parameters.feedbackBelow
      ? []
      : await feedbackConcepts(reader, ranked, new Set(asked.conceptsByTerm.keys()), parameters);
  options.signal?.throwIfAborted();
  if (widening.length > 0) {
    const more = [...concepts, ...widening];
    postings = await reader.postings(termsOf(more));
    await readCandidates(reader, score(more).candidates, read, readChunk);
    ranked = rank(asked, read.values(), parameters);
  }
  const specific = specificWeights(concepts, scores.specificities);
  const signals = signalsOf({ ...asked, weights: specific }, ranked);
  ranked = await fuseVectors(reader, ranked, readChunk, options, parameters, confidenceOf(signals));
  const prominence = prominenceOf((options.vectorHits ?? []).map(({ score }) => score));
  const passages = withoutRepeats(ranked).slice(0, options.limit);
  return {
    passages: passages.map(({ chunk, score, evidence }) => ({ chunk, score, evidence })),
    confidence: confidenceOf(signals, prominence),
    signals,
    prominence,
    corrected: shownCorrections(concepts, corrections, ranked),
  };
}

type Ranked = Read & { readonly score: number };

function termsOf(concepts: readonly ScoredConcept[]): string[] {
  return [...new Set(concepts.flatMap((concept) => concept.variants.map((variant) => variant.term)))];
}

/** What an idiom means helps where it is said and is not missed where it is not. */
function weightsOf(
  concepts: readonly Concept[],
  rarities: readonly number[],
  occurs: readonly boolean[],
): number[] {
  return concepts.map(({ optional, weight }, index) =>
    optional && occurs[index] !== true ? 0 : weight * (rarities[index] ?? 0),
  );
}

/** For confidence: what an idiom means is never missed, unless there is nothing else. */
function specificWeights(concepts: readonly Concept[], specificities: readonly number[]): number[] {
  const all = concepts.map(({ weight }, index) => weight * (specificities[index] ?? 0));
  const certain = all.map((weight, index) => (concepts[index]?.optional === true ? 0 : weight));
  return certain.some((weight) => weight > 0) ? certain : all;
}

function withParts(text: string, compounds: ReadonlyMap<string, string>): string {
  let parted = text;
  for (const [compound, parts] of compounds) parted = parted.replaceAll(compound, parts);
  return parted;
}

function withCorrection(concept: Concept, term: string | undefined, parameters: RankingParameters): Concept {
  if (term === undefined) return concept;
  return { ...concept, variants: [...concept.variants, { term, weight: parameters.correctedWeight }] };
}

function conceptsByTerm(concepts: readonly Concept[]): WeighedQuestion["conceptsByTerm"] {
  const byTerm = new Map<string, { concept: number; weight: number }[]>();
  concepts.forEach(({ variants }, concept) => {
    for (const { term, weight } of variants)
      byTerm.set(term, [...(byTerm.get(term) ?? []), { concept, weight }]);
  });
  return byTerm;
}

/** Reads the candidates that were not read yet and notes the best BM25 score of each. */
async function readCandidates(
  reader: IndexReader,
  candidates: readonly Candidate[],
  read: Map<string, Read>,
  readChunk: ReadChunk,
): Promise<void> {
  const strongest = candidates[0]?.score ?? 1;
  const refs = candidates.flatMap(({ segment, ordinal, score }) => {
    const layout = reader.segments[segment]?.layout;
    return layout === undefined ? [] : [{ ref: chunkAt(layout, ordinal), bm25: score / strongest }];
  });
  const fresh = refs.filter(({ ref, bm25 }) => {
    const known = read.get(keyOf(ref));
    if (known !== undefined) known.bm25 = Math.max(known.bm25, bm25);
    return known === undefined;
  });
  const chunks = await reader.chunks(fresh.map(({ ref }) => ref));
  fresh.forEach(({ bm25 }, index) => {
    const chunk = chunks[index];
    if (chunk !== null && chunk !== undefined) read.set(keyOf(chunk), readChunk(chunk, bm25));
  });
}

/** Of two passages that say the same, people want the one in their language; much that all use is English. */
function languageShare(
  { question }: WeighedQuestion,
  chunk: FoundChunk,
  parameters: RankingParameters,
): number {
  const { askedIn } = question;
  const language = stemmingOf(chunk.language);
  if (askedIn.length === 0 || language === "other" || language === "en" || askedIn.includes(language))
    return 1;
  return parameters.foreign;
}

function rank(asked: WeighedQuestion, read: Iterable<Read>, parameters: RankingParameters): Ranked[] {
  return [...read]
    .map((one) => {
      const score = scoreOf(one.evidence, one.bm25, parameters) * languageShare(asked, one.chunk, parameters);
      return { ...one, score };
    })
    .sort((a, b) => b.score - a.score);
}

/**
 * Words that are sure of their passages are seldom wrong, so vectors weigh the less the surer they are: with equal
 * weights a weak embedding costs more with all other questions than it brings with reworded ones.
 */
async function fuseVectors(
  reader: IndexReader,
  ranked: readonly Ranked[],
  readChunk: ReadChunk,
  options: FindOptions,
  parameters: RankingParameters,
  confidence: number,
): Promise<Ranked[]> {
  const { vectorHits = [] } = options;
  if (vectorHits.length === 0) return [...ranked];
  const byKey = new Map(ranked.map((one) => [one.key, one]));
  const fresh = vectorHits.filter((ref) => !byKey.has(keyOf(ref)));
  for (const chunk of await reader.chunks(fresh)) {
    if (chunk === null) continue;
    const one = readChunk(chunk, 0);
    byKey.set(one.key, { ...one, score: scoreOf(one.evidence, 0, parameters) });
  }
  const near = vectorHits.map(keyOf).filter((key) => byKey.has(key));
  const weight = parameters.vectors * (1 - confidence) ** parameters.vectorsFall;
  return fuseRanks([ranked.map(({ key }) => key), near], [1, weight]).flatMap(({ key, score }) => {
    const one = byKey.get(key);
    return one === undefined ? [] : [{ ...one, score }];
  });
}

/** The same text in two documents is one passage. */
function withoutRepeats(ranked: readonly Ranked[]): Ranked[] {
  const seen = new Set<string>();
  return ranked.filter(({ chunk }) => {
    const text = chunk.text.trim();
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

/** Terms are stems: people are shown the word as the best passage has it. What no passage shows was no correction. */
function shownCorrections(
  concepts: readonly Concept[],
  corrections: ReadonlyMap<number, string>,
  ranked: readonly Ranked[],
): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [index, term] of corrections) {
    const holder = ranked.find(
      ({ analysed }) => analysed.terms.includes(term) || analysed.headings.has(term),
    );
    const surface = concepts[index]?.surface;
    if (holder === undefined || surface === undefined) continue;
    shown[surface] = wordOf(holder.chunk, term) ?? term;
  }
  return shown;
}

function wordOf(chunk: FoundChunk, term: string): string | undefined {
  let word: string | undefined;
  const text = `${chunk.headings.join("\n")}\n${chunk.text}\n${chunk.lead}`;
  eachTerm(text, stemmingOf(chunk.language), (found, _position, _kind, surface) => {
    if (found === term) word ??= surface;
  });
  return word?.toLowerCase();
}
