import type { LanguageModelV4Prompt } from "@ai-sdk/provider";
import type { RetrievalNote } from "../source-block.ts";
import { Citations, composeAnswer } from "./compose-answer.ts";
import { type Kin, NO_KIN } from "./kin.ts";
import type { Material } from "./material.ts";
import { gather, OWN_MESSAGE } from "./material.ts";
import { definitionAskedIn, expansionsFor, hasShape, kindOf, questionsIn } from "./question.ts";
import type { Passage, Query, Ranked } from "./rank.ts";
import { DENIAL, missingTerms, rank } from "./rank.ts";
import * as replies from "./replies.ts";
import type { CountedUnit, Extracted } from "./request.ts";
import { requestIn } from "./request.ts";
import { segment } from "./segment.ts";
import { summarise } from "./summarise.ts";
import { stem, termsOf } from "./terms.ts";
import { countIn, extractFrom } from "./text-facts.ts";

const ENOUGH_COVERAGE = 0.34;
/** What the conversation itself must cover of a question that the documents do not answer. */
const SAID_COVERAGE = 0.65;
const TRUSTED_PASSAGES = 2;
const FOLLOW_UP =
  /^(?:and|or|but|also|what about|how about|then)\b|\b(?:it|its|they|them|their|that|this|those|these|he|she)\b/i;
const FOLLOW_UP_SHARE = 0.45;
const EXPANSION_SHARE = 0.3;
/** Capitalised words after the first, and numbers. */
const NAMES = /(?<=\S\s)\p{Lu}[\p{L}\p{N}-]+|(?<![\p{L}\p{N}])\d[\d.,:-]*/gu;
/** Whether something may be done: what forbids it answers, too. */
const ASKS_LEAVE =
  /^(?:can|may|could|am i allowed|are (?:we|they|there)|is (?:it|there)|do (?:i|we)|darf|kann|puis-je|peut-on|puedo|posso|mag ik)\b/i;
/** A statement before a question, against the question's own words. */
const CONTEXT_SHARE = 0.8;
const LONGEST_CONTEXT = 300;
const FEW_TERMS = 3;
const MOST_TERMS = 40;

/** The whole answer to a conversation: deterministic, without a language model, in bounded time. */
export function answerTo(prompt: LanguageModelV4Prompt, kin: Kin = NO_KIN): string {
  const material = { ...gather(prompt), kin };
  const answer = answerFrom(material);
  return material.isCut && answer.hasRead ? `${answer.text}\n\n${replies.READ_IN_PART}` : answer.text;
}

type Answer = { text: string; hasRead: boolean };

function answerFrom(material: Material): Answer {
  const request = requestIn(material.question);
  switch (request.kind) {
    case "greeting":
      return said(replies.GREETING);
    case "help":
      return said(replies.HELP);
    case "thanks":
      return said(replies.THANKS);
    case "farewell":
      return said(replies.FAREWELL);
    case "write":
      return said(replies.CANNOT_WRITE);
    case "summary":
      return summary(material, request.points, request.asList);
    case "count":
      // "How many characters has a good password?" counts nothing that is at hand.
      return material.texts.length === 0 && material.passages.length > 0
        ? ask(material)
        : count(material, request.unit);
    case "extract":
      return extraction(material, request.what);
    case "ask":
      return material.question === "" && material.texts.length > 0 ? unasked(material) : ask(material);
  }
}

function ask(material: Material): Answer {
  if (material.note !== undefined) return askDocuments(material, material.note);
  const { passages, answers } = material;
  if (passages.length === 0 && answers.length === 0) return said(replies.NOTHING_TO_READ);
  const query = queryFor(material);
  // Who pastes a text and asks about it means that text, whatever else was found.
  const own = rank(ownOf(passages), query);
  const ranked = coverageOf(own) >= SAID_COVERAGE ? own : rank(passages, query);
  const isFound = isEnough(ranked);
  const found = isFound ? ranked : rank(answers, query);
  const citations = new Citations(passages);
  if (isEnough(found)) {
    const among = isFound ? (ranked === own ? ownOf(passages) : passages) : answers;
    const text = composed(material, { found, among, kind: query.kind }, citations);
    return read(`${isFound ? caveat(material, query) : ""}${text}`, citations);
  }
  if (passages.length === 0) return said(replies.NOTHING_TO_READ);
  const closest = ranked.length > 0 ? composeAnswer(ranked.slice(0, 1), "other", citations) : undefined;
  return read(replies.notFound(described(passages), closest), citations);
}

/** A search has judged the documents already: what it found is quoted, what it did not find is not made up. */
function askDocuments(material: Material, note: RetrievalNote): Answer {
  const { passages, answers } = material;
  const query = queryFor(material);
  const citations = new Citations(passages);
  if (note.verdict === "not_found") {
    const said = rank([...passages, ...answers], query);
    const isSaid = (said[0]?.coverage ?? 0) >= SAID_COVERAGE;
    return read(
      isSaid ? composeAnswer(said, query.kind, citations) : replies.notInDocuments(note.closest),
      citations,
    );
  }
  const own = ownOf(passages);
  const others = passages.filter((passage) => !own.includes(passage));
  const ranked = rank(others, withContext(query, material));
  const said = rank(own, query);
  const isSaid = coverageOf(said) >= SAID_COVERAGE && coverageOf(said) > coverageOf(ranked);
  if (isSaid) return read(composeAnswer(said, query.kind, citations), citations);
  const found = isEnough(ranked) ? ranked : nearestTo(others, ranked, query);
  if (found.length === 0) return read(replies.notInDocuments([]), citations);
  const unsure = note.verdict === "caveat" ? `${replies.NOT_SURE}\n\n` : "";
  const lead = caveat(material, query) || unsure;
  const text = composed(material, { found, among: others, kind: query.kind, inContext: true }, citations);
  return read(`${lead}${text}`, citations);
}

interface Found {
  /** For the whole question. */
  readonly found: readonly Ranked[];
  /** What it was found in. */
  readonly among: readonly Passage[];
  readonly kind: Query["kind"];
  readonly inContext?: boolean;
}

/** Where one sentence asks two things, each is answered for itself, with the other as its context. */
function composed(
  material: Material,
  { found, among, kind, inContext }: Found,
  citations: Citations,
): string {
  const questions = questionsIn(material.question);
  const texts = questions.length < 2 ? [] : questions.map((question) => answerOf(question));
  const told = [...new Set(texts.filter((text) => text !== ""))];
  return told.length > 1 ? told.join("\n\n") : composeAnswer(found, kind, citations, inContext);

  function answerOf(question: string): string {
    const query = queryFor({ ...material, question });
    const context = termsOf(material.question).filter((term) => !query.terms.has(term));
    const hints = new Map([...query.hints, ...context.map((term) => [term, CONTEXT_SHARE] as const)]);
    const ranked = rank(among, { ...query, hints });
    return isEnough(ranked) ? composeAnswer(ranked, query.kind, citations, inContext) : "";
  }
}

function ownOf(passages: readonly Passage[]): Passage[] {
  return passages.filter(({ name }) => name === OWN_MESSAGE);
}

/** The search found by other words than the question's: its first passages, and in them what has the shape of an answer. */
function nearestTo(passages: readonly Passage[], ranked: readonly Ranked[], query: Query): Ranked[] {
  const first = passages.filter(({ n }) => n !== undefined).slice(0, TRUSTED_PASSAGES);
  const among = ranked.filter(({ passage }) => first.includes(passage));
  if (among.length > 0) return among;
  const units = first.flatMap((passage) => passage.units.map((unit, at) => ({ passage, unit, at })));
  const chosen = units.find(({ unit }) => hasShape(unit.text, query.kind)) ?? units[0];
  return chosen === undefined ? [] : [{ ...chosen, score: 1, coverage: 0, isByHeading: false }];
}

function isEnough(ranked: readonly Ranked[]): boolean {
  return coverageOf(ranked) >= ENOUGH_COVERAGE;
}

function coverageOf(ranked: readonly Ranked[]): number {
  return ranked[0]?.coverage ?? 0;
}

/**
 * "I lost a key. Do I have to pay for it?": what is said before the question tells what it is about, all the more
 * where the question only points to it.
 */
function withContext(query: Query, { question, texts }: Material): Query {
  const [own] = texts;
  if (own?.name !== OWN_MESSAGE || own.text.length > LONGEST_CONTEXT) return query;
  const said = termsOf(own.text).slice(0, MOST_TERMS);
  if (query.terms.size < FEW_TERMS || FOLLOW_UP.test(question))
    return { ...query, terms: new Set([...query.terms, ...said]) };
  const isNew = (term: string) => !query.terms.has(term);
  return {
    ...query,
    hints: new Map([...query.hints, ...said.filter(isNew).map((term) => [term, CONTEXT_SHARE] as const)]),
  };
}

/** A name or number in the question that the texts never mention must not look answered. */
function caveat({ question, passages }: Material, { terms }: Query): string {
  const missing = missingTerms(passages, terms);
  const names = [...question.matchAll(NAMES)].map(([name]) => name);
  const unknown = names.filter((name) => termsOf(name).some((term) => missing.has(term)));
  return unknown.length === 0 ? "" : `${replies.notMentioned(unknown[0] ?? "")}\n\n`;
}

function queryFor({ question, earlierQuestion, kin }: Material): Query {
  const kind = kindOf(question);
  const terms = new Set(termsOf(question).slice(0, MOST_TERMS));
  const hints = new Map<string, number>();
  for (const term of expansionsFor(kind)) hints.set(stem(term), EXPANSION_SHARE);
  if (terms.size < FEW_TERMS || (FOLLOW_UP.test(question) && terms.size <= FEW_TERMS)) {
    for (const term of termsOf(earlierQuestion).slice(0, MOST_TERMS)) hints.set(term, FOLLOW_UP_SHARE);
  }
  const denial = DENIAL.test(question) ? "said" : ASKS_LEAVE.test(question) ? "possible" : undefined;
  return { terms, hints, kind, denial, defines: definitionAskedIn(question), kin };
}

function summary(material: Material, points: number, asList: boolean): Answer {
  const citations = new Citations(material.passages);
  const passages = subject(material);
  const owner = new Map(passages.flatMap((passage) => passage.units.map((unit) => [unit, passage] as const)));
  const lines = summarise([...owner.keys()], points).map((unit, i, all) => {
    const passage = owner.get(unit);
    const next = all[i + 1];
    // One citation after the last of several sentences of the same passage.
    const isLast = next === undefined || owner.get(next) !== passage;
    const mark = passage !== undefined && (asList || isLast) ? ` ${citations.mark(passage)}` : "";
    return `${asList ? "- " : ""}${unit.text}${mark}`;
  });
  if (lines.length === 0) return said(replies.textNeeded("summarise"));
  return read(lines.join(asList ? "\n" : " "), citations);
}

/** What "this" is: the newest pasted or attached text, else the sources, else what was said. */
function subject({ texts, passages }: Material): Passage[] {
  const newest = texts[0];
  if (newest !== undefined)
    return [{ n: undefined, name: newest.name, units: segment(newest.text), weight: 1 }];
  const numbered = passages.filter(({ n }) => n !== undefined);
  return numbered.length > 0 ? numbered : passages;
}

/** Text without a question: its gist, and an invitation. */
function unasked(material: Material): Answer {
  const { text, hasRead } = summary(material, 3, false);
  return hasRead ? { text: `${text}\n\n${replies.ASK_ABOUT_IT}`, hasRead } : said(replies.NOTHING_TO_READ);
}

function count(material: Material, unit: CountedUnit): Answer {
  const newest = material.texts[0];
  if (newest === undefined) return said(replies.textNeeded("count"));
  const number = countIn(newest.text, unit);
  const word = number === 1 ? unit.slice(0, -1) : unit;
  return { text: `The text in ${newest.name} has ${number.toLocaleString("en-US")} ${word}.`, hasRead: true };
}

function extraction(material: Material, what: Extracted): Answer {
  if (material.passages.length === 0) return said(replies.textNeeded("search"));
  const citations = new Citations(material.passages);
  const lines = material.passages.flatMap((passage) => {
    const found = extractFrom(passage.units.map(({ text }) => text).join("\n"), what);
    return found.map((one) => `- ${one} ${citations.mark(passage)}`);
  });
  if (lines.length === 0)
    return { text: `I found no ${what} in ${described(material.passages)}.`, hasRead: true };
  return read(lines.join("\n"), citations);
}

function described(passages: readonly Passage[]): string {
  const numbered = passages.filter(({ n }) => n !== undefined).length;
  if (numbered === 0) return "the text of this conversation";
  return numbered === 1 ? "the one source I was given" : `the ${numbered} sources I was given`;
}

function read(text: string, citations: Citations): Answer {
  const legend = citations.legend();
  return { text: legend === "" ? text : `${text}\n\n${legend}`, hasRead: true };
}

function said(text: string): Answer {
  return { text, hasRead: false };
}
