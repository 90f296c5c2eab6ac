/** The commonest words of each language that the search stems; words that several share count for each. */
const COMMON_WORDS: Readonly<Record<string, string>> = {
  en: "the of and to in is that for it with as was on be by this are from at or you your not have has can will an",
  de: "der die das und ist in zu den mit von auf für nicht ein eine sich dem des im auch als es an werden wird bei oder sie",
  fr: "le la les de des et est un une du en que qui dans pour pas sur au avec ce par plus sont vous nous il elle ou",
  es: "el la los las de y en que es un una del por con para no se al su lo como más o este está son usted",
  pt: "o a os as de e em que é um uma do da dos das por com para não se no na ao mais como ou são você",
  it: "il la le gli di e in che è un una del della per con non si al da dei sono come più o questo alla nel lo",
  nl: "de het een en van in is dat op te voor met zijn niet aan er om ook als bij door of naar wordt je u deze",
};

const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ["ja", /[\u3040-\u30ff]/g],
  ["ko", /[\uac00-\ud7af]/g],
  ["zh", /[\u4e00-\u9fff]/g],
  ["ru", /[\u0400-\u04ff]/g],
  ["ar", /[\u0600-\u06ff]/g],
];

const LANGUAGES_OF = new Map<string, string[]>();
for (const [language, words] of Object.entries(COMMON_WORDS)) {
  for (const word of words.split(" ")) {
    LANGUAGES_OF.set(word, [...(LANGUAGES_OF.get(word) ?? []), language]);
  }
}

/** The likeliest language of a sample of text as an ISO 639-1 code, "und" where nothing speaks for any. */
export function guessLanguage(sample: string): string {
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  for (const [language, script] of SCRIPTS) {
    // Japanese mixes its own letters with Chinese ones, so a tenth of them decides.
    if ((sample.match(script)?.length ?? 0) > letters * (language === "ja" ? 0.1 : 0.3)) return language;
  }
  const scores = new Map<string, number>();
  for (const [word] of sample.toLowerCase().matchAll(/\p{L}+/gu)) {
    for (const language of LANGUAGES_OF.get(word) ?? [])
      scores.set(language, (scores.get(language) ?? 0) + 1);
  }
  let best = "und";
  let most = 1;
  for (const [language, score] of scores) if (score > most) [best, most] = [language, score];
  return best;
}

const SAMPLE_CHARS = 20_000;

/** The likeliest language of texts by their beginning, as {@link guessLanguage} says it. */
export function languageOf(texts: Iterable<string>): string {
  let sample = "";
  for (const text of texts) {
    if (sample.length >= SAMPLE_CHARS) break;
    sample += text;
  }
  return guessLanguage(sample.slice(0, SAMPLE_CHARS));
}
