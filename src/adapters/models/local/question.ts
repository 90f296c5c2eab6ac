/** What sort of answer a question asks for, by its wording. */
export type QuestionKind =
  | "phone"
  | "email"
  | "contact"
  | "money"
  | "number"
  | "time"
  | "person"
  | "place"
  | "reason"
  | "method"
  | "list"
  | "other";

const KINDS: readonly (readonly [QuestionKind, RegExp])[] = [
  ["phone", /\b(?:phone|telephone|mobile) number\b|\b(?:call|ring) (?:you|them|us)\b/i],
  ["email", /\be-?mail(?: address)?\b/i],
  ["contact", /\b(?:contact|reach|get in touch|phone|telephone)\b/i],
  [
    "money",
    /\bhow much\b|\b(?:price|cost|costs|fee|fees|charge|pay|rate|budget|salary|expensive|combien)\b/i,
  ],
  [
    "number",
    /\bhow (?:many|long|often|old|far|big|large|tall|high|fast|heavy)\b|\b(?:number of|percentage|percent)\b/i,
  ],
  [
    "time",
    /\b(?:when|what time|what date|what day|which day|which year|deadline|opening hours|until|quand|wann)\b/i,
  ],
  ["person", /\b(?:who|whom|whose|wer)\b/i],
  ["place", /\b(?:where|which (?:city|country|room|place|address)|address|located|location)\b/i],
  ["reason", /\b(?:why|reason|cause|warum|pourquoi)\b/i],
  [
    "list",
    /^(?:list|name|give me|which|what are)\b|\b(?:steps|requirements|options|features|items|ingredients)\b/i,
  ],
  ["method", /\bhow (?:do|can|should|to|does|would)\b|\b(?:instructions|procedure)\b/i],
];

const PHONE = /\+?\d[\d ().-]{6,20}\d/;
const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}\.\w/;
const MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*";
const SHAPES: Partial<Record<QuestionKind, RegExp>> = {
  money: /[$€£¥₹]\s?\d|\d\s?(?:[$€£¥]|USD|EUR|GBP|CHF|PT|dollars?|euros?|pounds?|cents?)\b|\bfree\b/i,
  number:
    /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|hundred|thousand|million|half|once|twice|daily|weekly|monthly)\b/i,
  time: new RegExp(
    `\\b(?:${MONTH}\\.?\\s+\\d|\\d{1,2}\\.?\\s+${MONTH}|\\d{4}-\\d{2}|\\d{1,2}[:.]\\d{2}|\\d{1,2}\\s?(?:am|pm|h)\\b|(?:19|20)\\d{2}|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:working |business )?(?:days?|weeks?|months?|hours?|minutes?)|noon|midnight|today|tomorrow)`,
    "i",
  ),
  person:
    /\b\p{Lu}\p{Ll}+\s+(?:\p{Lu}\.\s+)?\p{Lu}\p{Ll}+|\b(?:Mr|Mrs|Ms|Dr|Prof)\b|\b(?:manager|director|president|founder|owner|team|department)\b/u,
  place:
    /\b(?:in|at|on|near|from|to)\s+(?:the\s+)?\p{Lu}|\b(?:street|road|avenue|square|floor|room|building|city)\b|\d{4,5}\s+\p{Lu}/u,
  reason: /\b(?:because|since|due to|so that|in order|therefore|as a result|reason|caused?)\b/i,
  method:
    /\b(?:click|open|select|choose|press|go to|enter|send|use|install|run|set|first|then|must|by \w+ing)\b|^\d+[.)]/i,
  phone: PHONE,
  email: EMAIL,
  contact: new RegExp(`${EMAIL.source}|${PHONE.source}`),
};

export function kindOf(question: string): QuestionKind {
  return KINDS.find(([, wording]) => wording.test(question))?.[0] ?? "other";
}

/** Between two questions in one sentence: "by when, and who pays for it?" */
const AND_ASKS =
  /[,;]?\s+(?:and|und|et|y|e|en)\s+(?=(?:who|whose|what|when|where|why|how|which|wer|wen|wem|was|wann|wo|warum|wie|welche[rsnm]?|qui|que|quand|où|pourquoi|comment|combien|quel(?:le)?s?|quién|qué|cuándo|dónde|cómo|cuánto|quem|quando|onde|quanto|chi|dove|come|wie|wanneer|waar|hoeveel|hoe)\s)/iu;
const MOST_QUESTIONS = 4;
/** Shorter ones lean on what they are joined to: "when and where". */
const FEWEST_WORDS = 3;

/** The questions that one sentence asks; itself where it is one. */
export function questionsIn(question: string): string[] {
  const parts = question.split(AND_ASKS);
  const areWhole = parts.every((part) => part.trim().split(/\s+/).length >= FEWEST_WORDS);
  return areWhole && parts.length <= MOST_QUESTIONS ? parts : [question];
}

/** Whether a text holds the sort of thing asked for: an amount, a date, a name. */
export function hasShape(text: string, kind: QuestionKind): boolean {
  return SHAPES[kind]?.test(text) === true;
}

/** A shape so telling that it answers the question even in words that the question does not use. */
export function isTelling(kind: QuestionKind): boolean {
  return kind === "phone" || kind === "email" || kind === "contact";
}

/** Words that answers to such questions use and questions do not. */
export function expansionsFor(kind: QuestionKind): string[] {
  return EXPANSIONS[kind] ?? [];
}

const EXPANSIONS: Partial<Record<QuestionKind, string[]>> = {
  money: ["price", "cost", "fee", "charge"],
  time: ["date", "day", "time", "hour"],
  place: ["address", "location"],
  phone: ["phone", "telephone", "call"],
  contact: ["phone", "email", "telephone"],
};

const ASKS_MEANING =
  /^(?:(?:what|who) (?:is|are|was|were)|what does|(?:was|wer) (?:ist|sind)|qu'est-ce que?|c'est quoi|qui est|(?:qu[eé]|qui[eé]n) (?:es|son)|o que (?:é|são)|(?:che )?cos'?[eè]|wat is)\s+(?:an?\s+|the\s+|ein(?:e[nmrs]?)?\s+|d(?:er|ie|as)\s+|une?\s+|l[ae]s?\s+|l'|el\s+|los\s+|un[ao]?\s+|o\s+|um[a]?\s+|il\s+|een\s+|het\s+|de\s+)?(.{2,60}?)(?:\s+mean)?\s*\?*$/iu;

/** For "What is X?": the wording of a text that says it, "X is …", in any of seven languages. */
export function definitionAskedIn(question: string): RegExp | undefined {
  const subject = ASKS_MEANING.exec(question.trim())?.[1];
  if (subject === undefined || subject.split(/\s+/).length > 5) return undefined;
  const words = subject.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(
    `(?<![\\p{L}\\p{N}])${words}["'”’)]*(?:\\s*\\([^)]{1,60}\\))?\\s+(?:is|are|was|were|means|stands for|refers to|ist|sind|bedeutet|est|sont|désigne|es|son|significa|é|são|è|sono|zijn)(?![\\p{L}\\p{N}])`,
    "iu",
  );
}
