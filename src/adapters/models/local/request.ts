/** What the last message asks for, as far as fixed rules can tell. */
export type Request =
  | { kind: "greeting" | "thanks" | "farewell" | "help" | "write" | "ask" }
  | { kind: "summary"; points: number; asList: boolean }
  | { kind: "count"; unit: CountedUnit }
  | { kind: "extract"; what: Extracted };

export type CountedUnit = "words" | "characters" | "lines" | "sentences" | "paragraphs";
export type Extracted = "e-mail addresses" | "links" | "dates" | "amounts" | "phone numbers";

const GREETING =
  /^(?:hi|hello|hey|hiya|howdy|good (?:morning|afternoon|evening|day)|greetings|bonjour|hallo|hola|salut|ciao)\b/i;
const THANKS = /^(?:thanks?|thank you|thx|cheers|merci|danke|gracias|great|perfect|ok(?:ay)?|got it|nice)\b/i;
const FAREWELL = /^(?:bye|goodbye|see you|good night|au revoir|tsch[uü]ss|adi[oó]s)\b/i;
const HELP =
  /\b(?:what can you do|what do you do|who are you|what are you|are you (?:an? )?(?:ai|bot|human|robot|llm|language model)|which model|what model|how do you work|help me get started|how are you)\b|^(?:help|\/help)[.!?]*$/i;
const SUMMARY =
  /\b(?:summari[sz]e|summari[sz]ing|summary|sum (?:it|this|that)? ?up|recap|tl;?dr|in (?:short|a nutshell|brief)|gist|shorten|key (?:points|facts|takeaways|ideas)|main (?:points|ideas)|highlights|takeaways)\b/i;
const POINTS = /\b(?:points|facts|takeaways|ideas|bullets?|highlights|list)\b/i;
const COUNT =
  /\b(?:count|how many|number of)\b[^.?!]{0,40}?\b(words|characters|letters|lines|sentences|paragraphs)\b/i;
const WRITE =
  /^(?:please\s+|can you\s+|could you\s+)?(?:write|translate|draft|compose|generate|create|rewrite|rephrase|paraphrase|invent|imagine|draw|code|program|brainstorm)\b/i;
const EXTRACT = /^(?:please\s+)?(?:list|extract|find|show|give me|get|what are)\b/i;

const EXTRACTED: readonly (readonly [Extracted, RegExp])[] = [
  ["e-mail addresses", /\be-?mails?\b/i],
  ["links", /\b(?:links?|urls?|web addresses)\b/i],
  ["phone numbers", /\b(?:tele)?phone numbers?\b/i],
  ["dates", /\bdates\b/i],
  ["amounts", /\b(?:amounts|prices|sums)\b/i],
];

const NUMBER_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const MOST_POINTS = 10;

export function requestIn(question: string): Request {
  const bare = question.trim();
  const words = bare.split(/\s+/).length;
  if (HELP.test(bare) && words <= 14) return { kind: "help" };
  if (GREETING.test(bare) && words <= 4 && !/\?$/.test(bare)) return { kind: "greeting" };
  if (THANKS.test(bare) && words <= 6 && !/\?$/.test(bare)) return { kind: "thanks" };
  if (FAREWELL.test(bare) && words <= 5) return { kind: "farewell" };
  const counted = COUNT.exec(bare)?.[1]?.toLowerCase();
  if (counted !== undefined) return { kind: "count", unit: countedUnit(counted) };
  if (SUMMARY.test(bare)) {
    const asList = POINTS.test(bare);
    return { kind: "summary", asList, points: numberIn(bare) ?? (asList ? 5 : 3) };
  }
  const extracted = EXTRACT.test(bare) ? EXTRACTED.find(([, wording]) => wording.test(bare)) : undefined;
  if (extracted !== undefined && words <= 12) return { kind: "extract", what: extracted[0] };
  return { kind: WRITE.test(bare) ? "write" : "ask" };
}

function countedUnit(word: string): CountedUnit {
  switch (word) {
    case "characters":
    case "letters":
      return "characters";
    case "lines":
    case "sentences":
    case "paragraphs":
      return word;
    default:
      return "words";
  }
}

/** "in 4 sentences", "three bullets", "one sentence". */
function numberIn(text: string): number | undefined {
  const match =
    /\b(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?:\w+\s+)?(?:sentence|line|point|bullet|fact|takeaway|idea)s?\b/i.exec(
      text,
    );
  if (match === null) return undefined;
  const word = match[1]?.toLowerCase() ?? "";
  const number = NUMBER_WORDS.indexOf(word) >= 0 ? NUMBER_WORDS.indexOf(word) : Number(word);
  return Math.min(Math.max(1, number), MOST_POINTS);
}
