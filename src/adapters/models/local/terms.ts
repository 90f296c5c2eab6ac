/** Words that carry no meaning for search: English, and the commonest of six others. */
const STOP_WORDS = new Set(
  (
    "a about above after again all also am an and any are aren as at be because been before being below between both but by " +
    "can cannot could did do does doing don down during each few for from further get give had has have having he her " +
    "here hers him his how i if in into is isn it its itself just know let like many may me might more most much must my " +
    "need no nor not now of off on once only or other our ours out over own please same shall she should so some such " +
    "tell than that the their theirs them then there these they this those through to too under until up upon us very " +
    "want was we were what when where which while who whom whose why will with would you your yours according text " +
    "document message say says said find show " +
    "use used uses using done happen happens work works " +
    "der die das und oder ist sind ein eine einen dem den des im mit von zu auf wie wann wer wo warum " +
    "le la les un une et ou est sont du de dans sur pour avec que qui quoi comment quand " +
    "el los las y es son del en con por para como cuando donde het een van wat hoe " +
    "ich du er wir ihr mein meine dein sein ihre welche welcher welches kann konnen muss soll wird werden habe haben " +
    "nach bei aus um dass wenn auch nur nein gibt je tu il elle nous vous ils se sa ses mon ma mes ce cet cette " +
    "ces quel quelle quels quelles peut peux puis dois doit faut fait avoir ai par quoi combien lequel " +
    "yo ella nos lo les su sus mi mis una unos unas cual cuales quien puedo puede debo debe tengo tiene hay hacer " +
    "al si esta este esto cuanto cuantos os um uma da em qual quais quando onde posso pode devo " +
    "gli di che chi cosa come quanto puo deve sono su ik jij we wij zijn mijn welke kan moet heeft heb er voor met aan"
  ).split(" "),
);

const WORD = /[\p{L}\p{N}]+(?:['’]\p{L}+)?(?:[.,:/-](?=\p{N})\p{N}+)*/gu;
const COMPOUND = /(?<![\p{L}\p{N}-])\p{L}{1,20}(?:-\p{L}{1,20}){1,3}(?![\p{L}\p{N}-])/gu;
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;
/** Two hiragana are nearly always an ending or a particle. */
const GRAMMAR = /^\p{sc=Hiragana}{2}$/u;
const NOT_ASCII = /[^ -~]/;
const LONGEST_TERM = 40;
const LONGEST_RUN = 400;

/** Search terms of a text in order: lower case, without accents, stop words dropped, endings trimmed. */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  for (const [word] of text.matchAll(WORD)) {
    if (NOT_ASCII.test(word) && UNSPACED.test(word)) {
      terms.push(...pairs(word.slice(0, LONGEST_RUN)));
      continue;
    }
    const plain = fold(word.slice(0, LONGEST_TERM));
    if (plain !== "" && !STOP_WORDS.has(plain)) terms.push(stem(plain));
  }
  // "Check-out" is more than "check" and a stop word.
  if (text.includes("-")) {
    for (const [compound] of text.matchAll(COMPOUND)) terms.push(`=${fold(compound)}`);
  }
  return terms;
}

function fold(word: string): string {
  const lower = word.toLowerCase().replace(/['’].*$/u, "");
  return NOT_ASCII.test(lower) ? lower.normalize("NFKD").replace(/\p{M}+/gu, "") : lower;
}

/** Scripts written without spaces are matched by pairs of characters. */
function pairs(run: string): string[] {
  const characters = Array.from(run.normalize("NFKC"));
  if (characters.length < 2) return characters;
  return characters
    .slice(1)
    .map((character, i) => `${characters[i]}${character}`)
    .filter((pair) => !GRAMMAR.test(pair));
}

/** Trims plural, past, -ing and -ly, enough that "returned" meets "returns" and "policies" meets "policy". */
export function stem(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|z)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith("ing") && word.length > 5) return undoubled(word.slice(0, -3));
  if (word.endsWith("ed") && word.length > 4) return undoubled(word.slice(0, -2));
  if (word.endsWith("ly") && word.length > 5) return word.slice(0, -2);
  if (word.endsWith("s") && !/(?:ss|us|is)$/.test(word)) return withoutE(word.slice(0, -1));
  return withoutE(word);
}

/** "shipping" -> "ship"; "ll" and "ss" belong to the word, as in "billing", "missing". */
function undoubled(base: string): string {
  const last = base.at(-1) ?? "";
  return last === base.at(-2) && !"lsz".includes(last) ? base.slice(0, -1) : base;
}

/** "price" and "pricing" meet at "pric". */
function withoutE(word: string): string {
  return word.length > 4 && word.endsWith("e") ? word.slice(0, -1) : word;
}
