import { fold } from "../../terms/index.ts";

/** What a question asks for, of the sorts that a text visibly has or has not. */
export type AnswerType =
  | "phone"
  | "mail"
  | "share"
  | "money"
  | "weight"
  | "extent"
  | "temperature"
  | "duration"
  | "count"
  | "date"
  | "time";

const ASKED: readonly (readonly [AnswerType, RegExp])[] = [
  [
    "phone",
    /\b((phone|telephone|fax|mobile) number|telefonnummer|rufnummer|numero de tele(phone|fono)|numero di telefono|telefoonnummer)\b/,
  ],
  [
    "mail",
    /\b((e-?)?mail address|e-?mail-?adresse|adresse (e-?mail|electronique)|correo electronico|indirizzo e-?mail)\b/,
  ],
  [
    "share",
    /\b(what (percentage|percent|share)|how many percent|wieviel prozent|quel pourcentage|que porcentaje)\b/,
  ],
  [
    "money",
    /\b(what (does|do|did|is|are|would|will) .*\b(cost|price|fee|charge|rent|salary|deposit)s?|how much (does|do|is|are|will|would|must|should|can) .*\b(cost|pay|paid|charge|spend|earn|price|fee|deposit|salary)|how much (money|is (an?|the|it))|how expensive|was kostet|wieviel kostet|wie teuer|combien coute|cuanto cuesta|quanto cust?a|quanto costa|wat kost)\b/,
  ],
  [
    "weight",
    /\b(how (heavy|much (does|do|may|can|must|should) .* weigh)|what (is|are) the (maximum |minimum |total )?weights?|wie schwer|was wiegt|wieviel wiegt|quel (est le )?poids|combien pese|cuanto pesa|quanto pesa|hoe zwaar)\b/,
  ],
  [
    "extent",
    /\b(how (far|high|tall|deep|wide|thick)|what (is the )?(distance|height|depth|width)|wie (weit|hoch|tief|breit|dick)|quelle (distance|hauteur|profondeur|largeur)|que (distancia|altura|profundidad|anchura)|hoe (ver|hoog|diep|breed))\b/,
  ],
  [
    "temperature",
    /\b((what|which) temperatures?|how (hot|cold|warm)|(welche|welcher|bei wieviel) (temperatur|grad)|wie (heiss|kalt|warm)|quelle temperature|que temperatura|welke temperatuur)\b/,
  ],
  [
    "duration",
    /\b(how long|how many (days|weeks|months|years|hours|minutes)|wie lange|wie viele (tage|wochen|monate|jahre|stunden)|combien de (temps|jours|semaines|mois|heures)|cuanto tiempo|cuantos (dias|meses|anos)|quanto tempo|quanti (giorni|mesi|anni)|hoe ?lang)\b/,
  ],
  [
    "count",
    /\b(how (many|much|often|old|big|large|fast)|wie ?(viele?|oft|alt|gross)|combien|cuant[oa]s?|quant[oaie]s?|hoeveel|hoe (vaak|groot|oud))\b/,
  ],
  [
    "date",
    /^\W*(since )?(when (was|were|did)|(seit )?wann (wurden?|war|waren|hat)|quand (a|ont|est|sont)-|cuando (fue|fueron|se)|quando (e|fu|foi) )\b|\b(what|which) (date|day|year)\b/,
  ],
  [
    "time",
    /^\W*((and|but|by|since|until|from|bis|ab|seit|depuis|desde|hasta|da|fino a) )?(when|wann|quand|cuando|quando|wanneer)\b|\bby when\b|\bhow (late|early|soon)\b|\bwie (spat|fruh|bald)\b|\bwhat time\b|\bwhich month\b/,
  ],
];

const NUMBER =
  "(?:\\d|\\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|hundred|thousand|once|twice|half|third|quarter|dozen|single|no|none|every|each|unlimited|eine?[mnrs]?|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|zwolf|une?|deux|trois|quatre|cinq|dix|una?|dos|tres|cuatro|cinco|diez|due|tre|quattro|cinque|dois|een|twee|drie|vijf|tien)\\b)";
const UNIT =
  "\\b(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|daily|weekly|monthly|yearly|sekunden?|minuten?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?|heures?|jours?|semaines?|mois|ans?|annees?|minutos?|horas?|dias?|semanas?|mes(?:es)?|anos?|or[ae]|giorn[oi]|settiman[ae]|mes[ei]|ann[io]|uur|uren|dag(?:en)?|weken|maand(?:en)?|jaar)\\b";
const MONTH =
  "\\b(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|mar(?:ch|z|s)?|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|sept?(?:ember|iembre)?|oct(?:ober|obre)?|oktober|nov(?:ember|embre|iembre)?|dec(?:ember|embre)?|dezember|fevrier|avril|juin|juillet|aout|septembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|octubre|diciembre)\\b";
const DAY =
  "\\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?|lunes|martes|miercoles|jueves|viernes|sabados?|domingos?)\\b";
const CLAUSE =
  "\\b(?:before|after|until|within|when|whenever|once|as soon as|if|annually|immediately|always|wenn|sobald|nach|vor|bis|lorsque|quand|apres|avant|cuando|despues|antes|hasta|quando|dopo|prima|depois|wanneer|zodra|voor|na|tot)\\b";

const SHOWN: Readonly<Record<AnswerType, RegExp>> = {
  phone: /\+?\d[\d ()./-]{5,}\d/,
  mail: /[\w.+-]+@[\w-]+\.\w/,
  share: /\d ?%|\bper ?cent\b|\bprozent\b|\bpour cent\b|\bpor ciento\b|\b(half|third|quarter)s?\b/,
  money:
    /[$€£¥]|\d ?(?:euros?|dollars?|pounds?|pence|cents?|eur|usd|gbp|chf|%|percent)\b|\b(?:eur|usd|gbp|chf)\b|\b(?:free|gratis|kostenlos|gratuite?s?|no (?:charge|cost|fee))\b|\b(?:price|prix|preis|precio|prezzo)\b[^.]*\d/,
  weight:
    /\d ?(?:kg|g|kilos?|kilogram\w*|kilogramm\w*|grams?|gramm|lbs?|pounds?|ounces?|oz|tons?|tonnes?|tonnen?|pfund)\b|\bweight\b[^.]*\d/,
  extent:
    /\d ?(?:m|cm|mm|km|met(?:er|re)s?|metres?|meter|centimet\w+|zentimeter|millimet\w+|kilomet\w+|miles?|meilen?|feet|foot|ft|inch(?:es)?|yards?|metros?|metri)\b|\b(?:as (?:high|deep|far|wide|tall))\b/,
  temperature:
    /\d ?(?:°|º|degrees?|grad|degres|grados|gradi|graden|celsius|fahrenheit|c\b)|\b(?:freezing|frost|boiling)\b/,
  duration: new RegExp(
    `${UNIT}|\\d ?(?:characters?|letters?|digits?|words?|pages?|zeichen|buchstaben|worter|seiten|caracteres?|pagine|tekens|m|cm|mm|km|met(?:er|re)s?)\\b|\\d{1,2}[:.]\\d{2}|\\b(?:forever|immediately|until|permanent\\w*|for life|lifetime|lebenslang\\w*|a vie|de por vida|a vita)\\b`,
  ),
  count: new RegExp(NUMBER),
  date: new RegExp(`\\d{4}|\\d{1,2}[./]\\d{1,2}|\\b\\d{1,2}(?:st|nd|rd|th)?\\b|${MONTH}|${DAY}`),
  time: new RegExp(`\\d{4}|\\d{1,2}[:.h]\\d{2}|\\d ?(?:am|pm|uhr|h)\\b|${MONTH}|${UNIT}|${DAY}|${CLAUSE}`),
};

/** Null where an answer could look like anything. */
export function answerTypeOf(question: string): AnswerType | null {
  const folded = fold(question);
  return ASKED.find(([, pattern]) => pattern.test(folded))?.[0] ?? null;
}

/** Whether a text could hold such an answer. */
export function showsType(text: string, type: AnswerType): boolean {
  return SHOWN[type].test(fold(text).replaceAll("_", " "));
}
