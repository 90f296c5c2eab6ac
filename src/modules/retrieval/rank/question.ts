import {
  eachTerm,
  fold,
  isStopWord,
  likelyLanguages,
  STEMMED_LANGUAGES,
  type StemmedLanguage,
  stem,
  type TermKind,
} from "../../terms/index.ts";
import { type AnswerShape, answerShapeOf } from "./answer-shape.ts";
import { derivedStems } from "./derive.ts";
import { isFiller } from "./filler-words.ts";
import { focusOf } from "./focus.ts";
import { RANKING, type RankingParameters } from "./parameters.ts";
import { phraseAt, synonymsOf } from "./synonyms.ts";
import { verbForms } from "./verb-forms.ts";

/** A way in which the index may hold what a word of the question says. */
export interface Variant {
  readonly term: string;
  /** 0 to 1: how surely it says the same. */
  readonly weight: number;
}

/** A word, number or identifier of the question, with all the ways in which it may be said. */
export interface Concept {
  readonly surface: string;
  readonly kind: TermKind;
  readonly position: number;
  /** What it counts for in the question, before its rarity. */
  readonly weight: number;
  readonly variants: readonly Variant[];
  /** What an idiom means, or joined words as one: it may help and is not missed. */
  readonly optional: boolean;
  /** Other words for it are known: it is spelt as it should be. */
  readonly everyday: boolean;
  /** A number, an identifier or a name: another one in its place is another question. */
  readonly precise: boolean;
  /** "80 euros", "at 11 pm": the rule that covers it may name another number. */
  readonly quantity: boolean;
}

export interface Question {
  readonly text: string;
  readonly languages: readonly StemmedLanguage[];
  /** Those that its stop words speak for; none where they speak for none. */
  readonly askedIn: readonly StemmedLanguage[];
  readonly concepts: readonly Concept[];
  readonly shape: AnswerShape;
  /** Which concept is the thing asked for; null where none is named. */
  readonly focus: number | null;
  /** What a text says that tells what the asked thing is; null when that is not asked. */
  readonly definition: RegExp | null;
  /** Texts in quotation marks, folded: what is asked for literally. */
  readonly literal: readonly string[];
}

const MOST_CONCEPTS = 48;
const QUOTED = /["“„«»”]([^"“”„«»]{2,200})["”“«»]/gu;

/** Reads a question. Bounded: of a very long one the first words count. */
export function readQuestion(text: string, parameters: RankingParameters = RANKING): Question {
  const likely = likelyLanguages(text);
  const languages = likely.length > 0 ? [...new Set([...likely, "en" as const])] : [...STEMMED_LANGUAGES];
  const content = conceptsOf(text, languages, likely[0] ?? null, parameters);
  // Of stop words only: then they are what is asked.
  const concepts = content.length > 0 ? content : conceptsOf(text, languages, null, parameters);
  const shape = answerShapeOf(text);
  return {
    text,
    languages,
    askedIn: likely,
    concepts,
    shape,
    focus: focusOf(
      text,
      concepts.map(({ surface, optional }) => (optional ? " " : surface)),
    ),
    definition: shape === "definition" ? definitionOf(concepts) : null,
    literal: [...text.matchAll(QUOTED)]
      .map((match) => fold(match[1] ?? "").trim())
      .filter((one) => one !== "")
      .slice(0, 5),
  };
}

const MOST_DEFINED_WORDS = 4;

/** "virtual packages are", "the Hurd is", "NMU (a non-maintainer upload) means". */
function definitionOf(concepts: readonly Concept[]): RegExp | null {
  const words = concepts.filter(({ optional }) => !optional).map(({ surface }) => surface);
  if (words.length === 0 || words.length > MOST_DEFINED_WORDS) return null;
  const subject = words.map((word) => word.replace(/[^\p{L}\p{N}]/gu, "\\$&")).join("[\\s-]+");
  return new RegExp(
    `(?<![\\p{L}\\p{N}])${subject}(?:e?s)?(?:\\s+\\([^)]{1,60}\\))?,?\\s+(?:is|are|means?|refers? to|stands? for|denotes?|ist|sind|bezeichne[nt]|bedeute[nt]|heisst|est|sont|signifie|designe|es|son|significa|e|sono|sao|is een|zijn|betekent)(?!\\p{L})`,
    "iu",
  );
}

interface Token {
  readonly position: number;
  readonly kind: TermKind;
  readonly surface: string;
  readonly term: string;
}

function conceptsOf(
  text: string,
  languages: readonly StemmedLanguage[],
  stopLanguage: StemmedLanguage | null,
  parameters: RankingParameters,
): Concept[] {
  const tokens: Token[] = [];
  eachTerm(text, "other", (term, position, kind, surface) => tokens.push({ term, position, kind, surface }));
  const main = languages[0] ?? "en";
  const folded = tokens.map((token) => token.term);
  const concepts = new Map<string, Concept>();
  let phraseEnd = 0;
  let phraseAsks = false;
  tokens.forEach((token, at) => {
    if (concepts.size >= MOST_CONCEPTS) return;
    const phrase = at >= phraseEnd && stopLanguage !== null ? phraseAt(folded, at, main) : null;
    if (phrase !== null) {
      phraseEnd = at + phrase.length;
      phraseAsks = isStopWord(token.term, main);
      const surface = tokens
        .slice(at, phraseEnd)
        .map((one) => one.surface)
        .join(" ");
      const variants = [...phrase.mean].map((term) => ({ term, weight: 0.8 }));
      if (variants.length > 0) {
        concepts.set(` ${surface}`, {
          surface,
          kind: "word",
          position: token.position,
          weight: 0.5,
          variants,
          optional: true,
          everyday: true,
          precise: false,
          quantity: false,
        });
      }
    }
    if (stopLanguage !== null && saysNothing(token, stopLanguage)) return;
    // A letter alone is noise unless it is all there is.
    if (token.kind === "word" && token.term.length === 1 && tokens.length > 1 && /[a-z]/.test(token.term))
      return;
    if (concepts.has(token.term)) return;
    concepts.set(
      token.term,
      conceptOf(token, tokens, languages, shareOf(at < phraseEnd, phraseAsks, parameters), parameters),
    );
  });
  return [...concepts.values()];
}

function saysNothing({ kind, term, surface }: Token, language: StemmedLanguage): boolean {
  return kind === "word" && (isStopWord(term, language) || isStopWord(fold(surface), language));
}

/** Of its weight that a word keeps in a phrase. "How long" asks, and its words say nothing of the topic. */
function shareOf(inPhrase: boolean, phraseAsks: boolean, parameters: RankingParameters): number {
  if (!inPhrase) return 1;
  return phraseAsks ? parameters.fillerWeight : 0.5;
}

function conceptOf(
  token: Token,
  tokens: readonly Token[],
  languages: readonly StemmedLanguage[],
  share: number,
  parameters: RankingParameters,
): Concept {
  const { surface, kind, position } = token;
  const variants = new Map<string, number>([[token.term, 1]]);
  let everyday = false;
  if (kind === "word" || kind === "letters") {
    for (const language of languages) variants.set(stem(surface, language), 1);
    const [main = "en"] = languages;
    const add = (others: Iterable<string>, weight: number) => {
      for (const other of others) if (!variants.has(other)) variants.set(other, weight);
    };
    const forms = verbForms(surface, main);
    for (const [form, weight] of forms) add([form], weight);
    if (!isFiller(token.term)) add(derivedStems(token.term, main), parameters.derivedWeight);
    for (const language of languages.slice(0, 2)) {
      const synonyms = new Set(synonymsOf(stem(surface, language), language));
      if (language === main) {
        for (const form of forms.keys()) for (const one of synonymsOf(form, main)) synonyms.add(one);
      }
      if (synonyms.size > 0) everyday = true;
      add(synonyms, parameters.synonymWeight);
    }
  }
  return {
    surface,
    kind,
    position,
    weight: weightOf(token, tokens, parameters) * share,
    variants: [...variants].map(([term, weight]) => ({ term, weight })),
    optional: WORDS_JOINED.test(surface),
    everyday,
    precise: kind === "number" || isIdentifier(token) || isName(token, tokens, languages[0] ?? "en"),
    quantity: isQuantity(token, tokens, languages[0] ?? "en"),
  };
}

/** "brand-new", "l'annexe" and "peut-on" are words that anybody may say otherwise; "A4-B" and "apt.conf" are not. */
function isIdentifier({ kind, surface }: Token): boolean {
  return kind === "identifier" && !WORDS_JOINED.test(surface);
}

const WORDS_JOINED = /^\p{L}+(?:[-'’]\p{L}+)+$/u;
const CAPITALS_WITHIN = /^\p{Lu}.*\p{Lu}|^\p{Ll}+\p{Lu}/u;

/** A word with a capital that grammar does not ask for: not the first of the question, not a noun of German. */
function isName({ surface, position, kind }: Token, tokens: readonly Token[], language: string): boolean {
  if (kind !== "word" || !/\p{Lu}/u.test(surface)) return false;
  // What is written in capitals all over tells nothing.
  if (!tokens.some((token) => /^\p{Ll}/u.test(token.surface))) return false;
  if (CAPITALS_WITHIN.test(surface)) return true;
  return position > 0 && language !== "de";
}

const YEAR = /^(?:19|20)\d\d$/;

/** A number before a word that is counted by it. "Version 6.5 of", "in 2024" and "room 12?" name something. */
function isQuantity(
  { kind, surface, position }: Token,
  tokens: readonly Token[],
  language: StemmedLanguage,
): boolean {
  if (kind !== "number" || YEAR.test(surface)) return false;
  const next = tokens.find((one) => one.position === position + 1);
  return next?.kind === "word" && !saysNothing(next, language);
}

/** What names one thing says more than what describes many. */
function weightOf(token: Token, tokens: readonly Token[], parameters: RankingParameters): number {
  const whole = tokens.find(
    (one) =>
      one.kind === "identifier" &&
      one.position <= token.position &&
      one.surface.includes(token.surface) &&
      one !== token,
  );
  if (whole !== undefined) return isIdentifier(whole) ? parameters.partWeight : 1;
  if (token.kind === "identifier") return isIdentifier(token) ? 1.2 : parameters.partWeight;
  if (isFiller(token.term)) return parameters.fillerWeight;
  return 1;
}
