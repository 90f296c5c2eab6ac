import { stemmer as dutch } from "@orama/stemmers/dutch";
import { stemmer as english } from "@orama/stemmers/english";
import { stemmer as french } from "@orama/stemmers/french";
import { stemmer as german } from "@orama/stemmers/german";
import { stemmer as italian } from "@orama/stemmers/italian";
import { stemmer as portuguese } from "@orama/stemmers/portuguese";
import { stemmer as spanish } from "@orama/stemmers/spanish";
import { fold, lower } from "./fold.ts";
import { isStemmed, type StemmedLanguage } from "./stop-words.ts";

const STEMMERS: Readonly<Record<StemmedLanguage, (word: string) => string>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  pt: portuguese,
  it: italian,
  nl: dutch,
};

/** Snowball knows these endings with their accents only; people type them without. */
const ACCENTS: Partial<Record<StemmedLanguage, readonly (readonly [RegExp, string])[]>> = {
  es: [[/([cs])ion$/, "$1ión"]],
  pt: [
    [/sao$/, "são"],
    [/coes$/, "ções"],
    [/cao$/, "ção"],
    [/encia$/, "ência"],
    [/ancia$/, "ância"],
    [/avel$/, "ável"],
    [/ivel$/, "ível"],
  ],
};

/** Forms of common English verbs and nouns that Snowball does not bring together. */
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  `
    bought:buy paid:pay sent:send lost:lose left:leave kept:keep taken:take took:take gave:give
    given:give broke:break broken:break wrote:write written:write chose:choose chosen:choose sold:sell
    built:build made:make ran:run began:begin begun:begin spent:spend held:hold met:meet found:find
    children:child people:person men:man women:woman feet:foot mice:mouse indices:index matrices:matrix
    criteria:criterion went:go gone:go forgot:forget forgotten:forget stolen:steal stole:steal grew:grow
    grown:grow drove:drive driven:drive flew:fly flown:fly ate:eat eaten:eat slept:sleep taught:teach
    thought:think caught:catch brought:bring understood:understand wore:wear worn:wear won:win
    hidden:hide hid:hide shown:show fell:fall fallen:fall fed:feed`
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split(":"))
    .map(([form = "", base = ""]) => [form, base]),
);

/** Short words whose stem in English begins otherwise. */
const CHANGED_WITHIN = new Set(["dying", "lying", "tying"]);

/** Whether the stem of a word begins otherwise than the word in more than y for i. */
export function isIrregular(word: string): boolean {
  if (word.length > LONGEST_IRREGULAR) return false;
  const small = lower(word);
  return IRREGULAR.has(small) || CHANGED_WITHIN.has(small);
}

const LONGEST_IRREGULAR = Math.max(...[...IRREGULAR.keys()].map((form) => form.length));

const MOST_REMEMBERED = 60_000;
const remembered = new Map<string, Map<string, string>>();

/** The stem of a word, lower case and without accents. Of a language that we do not stem: the word itself. */
export function stem(word: string, language: string): string {
  if (!isStemmed(language)) return fold(word);
  let known = remembered.get(language);
  if (known === undefined) {
    known = new Map();
    remembered.set(language, known);
  }
  let found = known.get(word);
  if (found === undefined) {
    found = stemAnew(word, language);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(word, found);
  }
  return found;
}

function stemAnew(word: string, language: StemmedLanguage): string {
  let small = lower(word).replace(/['’]s?$/, "");
  if (language === "en") small = IRREGULAR.get(small) ?? small;
  for (const [ending, accented] of ACCENTS[language] ?? []) small = small.replace(ending, accented);
  const stemmed = fold(STEMMERS[language](small));
  return stemmed === "" ? fold(small) : stemmed;
}
