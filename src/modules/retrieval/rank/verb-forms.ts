import { type StemmedLanguage, stem } from "../../terms/index.ts";

/** Weight of a form beside the word itself: the same verb, but a form may be another word by chance. */
const WEIGHT = 0.9;
const SHORTEST_BASE = 3;
/** First parts that stand apart in a sentence, and before which "ge" and "zu" are put. */
const SEPARABLE =
  /^(zuruck|zusammen|ab|an|auf|aus|bei|ein|fest|frei|her|hin|los|mit|nach|statt|teil|um|vor|weg|weiter|zu)(?=.{3})/;
/** With these there is no "ge". */
const INSEPARABLE = /^(be|emp|ent|er|miss|ver|zer)(?=.{3})/;

/**
 * Stems of other forms of the same verb that stemming leaves apart: German Snowball keeps the endings of "kostet",
 * "geliefert" and "abgeholt" and so misses "kosten", "liefern" and "abholen". Some exist in no text.
 */
export function verbForms(word: string, language: StemmedLanguage): ReadonlyMap<string, number> {
  const forms = new Map<string, number>();
  if (language !== "de") return forms;
  const own = stem(word, "de");
  if (!/^[a-z]{3,30}$/.test(own)) return forms;
  for (const base of basesOf(own)) {
    if (base.length < SHORTEST_BASE) continue;
    for (const form of [base, `${base}t`, `${base}et`, ...participlesOf(base)]) forms.set(form, WEIGHT);
  }
  forms.delete(own);
  return forms;
}

function basesOf(stemmed: string): Set<string> {
  const bases = new Set([stemmed]);
  for (const ending of ["et", "t"]) {
    if (stemmed.endsWith(ending)) bases.add(stemmed.slice(0, -ending.length));
  }
  for (const base of [...bases]) {
    const first = SEPARABLE.exec(base)?.[0] ?? "";
    const rest = base.slice(first.length);
    if (rest.startsWith("ge")) bases.add(first + rest.slice(2));
    if (first !== "" && rest.startsWith("zu")) bases.add(first + rest.slice(2));
  }
  // "liefern" loses its "er" with the ending, "liefert" does not.
  for (const base of [...bases]) bases.add(base.endsWith("er") ? base.slice(0, -2) : `${base}er`);
  return bases;
}

function participlesOf(base: string): string[] {
  if (INSEPARABLE.test(base)) return [];
  const first = SEPARABLE.exec(base)?.[0] ?? "";
  const participle = `${first}ge${base.slice(first.length)}`;
  return [`${participle}t`, `${participle}et`];
}
