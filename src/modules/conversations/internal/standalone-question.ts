/** A message of the conversation, as far as a search cares. */
export interface Said {
  readonly role: "user" | "assistant";
  readonly text: string;
}

/** Longest question that a search takes, characters. */
const LONGEST = 1_000;
const LONGEST_WORD = 60;
const FEW_TERMS = 3;
const MOST_BORROWED = 8;
/** Earlier questions that terms are borrowed from. */
const MOST_EARLIER = 3;

/** How follow-ups begin, and words that stand for something said before: English, and the commonest elsewhere. */
const FOLLOWS =
  /^(?:and|or|but|also|then|so|what about|how about|und|oder|aber|auch|was ist mit|wie (?:ist|sieht) es mit|et|ou|mais|aussi|y|o|pero|e|ma|mas|en|maar)(?![\p{L}\p{N}])/iu;
const REFERS =
  /(?<![\p{L}\p{N}])(?:it|its|they|them|their|theirs|that|this|those|these|he|she|his|her|there|one|ones|same|er|sie|es|ihn|ihm|ihr|ihre|das|dies|diese[rsnm]?|dort|davon|dafür|dazu|il|elle|ils|elles|ça|cela|celui|celle|leur|eso|esto|ese|esta|ello|ellos|ellas|su|isso|isto|ele|ela|eles|esse|questo|quello|lui|lei|loro|dat|deze|die|hij|zij|hun)(?![\p{L}\p{N}])/iu;
/** Longer than this, a message says itself what it is about, whatever pronouns it holds. */
const SHORT_WORDS = 9;

/** Words of four letters and more that carry no subject. Shorter ones are left out by their length. */
const EMPTY_WORDS = new Set(
  (
    "what when where which while whom whose that this these those with without from into about have does will would could " +
    "should shall must might there their they them then than your yours ours also please tell show give find explain list many " +
    "much long often kind sort more most some such very just only still know need want like were been being under over again " +
    "eine einer einem einen eines oder aber auch nicht wenn wann warum welche welcher welches wird werden kann können muss müssen " +
    "haben sind sein mein meine dein deine unser unsere bitte gibt dass quel quelle quels quelles avec sans pour dans comment " +
    "pourquoi quand est-ce sont être avoir peut faut vous nous votre notre cual cuál cuales como cómo cuando cuándo donde dónde " +
    "para porque tiene hay puede debe está este esta esto qual quais onde quando quanto quanti come dove perché sono della delle " +
    "nella welke waar wanneer hoeveel waarom hebben wordt kunnen moet"
  ).split(" "),
);

/**
 * The question as a search understands it without the conversation: a short or referring one borrows the telling
 * words of the questions before it. No model is asked.
 * @param earlier newest first
 */
export function standaloneQuestion(text: string, earlier: readonly Said[]): string {
  const question = theQuestionIn(text);
  if (!leansOnEarlier(question)) return question;
  const own = new Set(termsOf(question).map((term) => term.toLowerCase()));
  const borrowed: string[] = [];
  const questions = earlier.filter((message) => message.role === "user").slice(0, MOST_EARLIER);
  for (const { text: before } of questions) {
    const asked = theQuestionIn(before);
    for (const term of termsOf(asked)) {
      const key = term.toLowerCase();
      if (own.has(key) || borrowed.length >= MOST_BORROWED) continue;
      own.add(key);
      borrowed.push(term);
    }
    if (!leansOnEarlier(asked)) break;
  }
  return borrowed.length === 0 ? question : `${question} ${borrowed.join(" ")}`;
}

function leansOnEarlier(question: string): boolean {
  if (termsOf(question).length < FEW_TERMS) return true;
  const words = question.split(/\s+/).length;
  return words <= SHORT_WORDS && (FOLLOWS.test(question) || REFERS.test(question));
}

/** Of a long message, its question: the sentences that ask, else its beginning and its end. */
function theQuestionIn(text: string): string {
  const bare = text.replace(/\s+/g, " ").trim();
  if (bare.length <= LONGEST) return bare;
  const asks = (
    `${bare.slice(0, 4_000)} ${bare.slice(-4_000)}`.match(/[^.!?。！？]{3,400}[?？]/gu) ?? []
  ).slice(-3);
  if (asks.length > 0) return asks.join(" ").trim().slice(-LONGEST).toWellFormed();
  return `${bare.slice(0, LONGEST / 2)} ${bare.slice(-LONGEST / 2)}`.toWellFormed();
}

function termsOf(text: string): string[] {
  const words = text.match(/[\p{L}\p{N}]+(?:[-'’.][\p{L}\p{N}]+)*/gu) ?? [];
  return words.filter((word) => isTelling(word) && !EMPTY_WORDS.has(word.toLowerCase()));
}

/** Numbers, abbreviations, words of scripts without spaces, and words of at least four letters. */
function isTelling(word: string): boolean {
  if (word.length > LONGEST_WORD) return false;
  return (
    word.length >= 4 ||
    /\d/.test(word) ||
    /^\p{Lu}{2,3}$/u.test(word) ||
    /[^\p{sc=Latin}\p{N}\s'’.-]/u.test(word)
  );
}
