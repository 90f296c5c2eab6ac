import { fold } from "../../terms/index.ts";

/** What an answer to the question looks like. */
export type AnswerShape = "number" | "time" | "person" | "place" | "steps" | "definition" | null;

const SHAPES: readonly (readonly [AnswerShape, RegExp])[] = [
  [
    "number",
    /\b(how (many|much|long|often|old|far|big|large|high|expensive|fast)|what (percentage|percent|share|amount|number|price|size|limit)|maximum|minimum|wie ?(viele?|lange|oft|hoch|weit|gross|teuer)|combien|cuant[oa]s?|quant[oaie]s?|hoeveel|hoe (lang|vaak|groot|hoog|ver|duur))\b/,
  ],
  [
    "time",
    /\b(when|what (time|date|day|year)|which (day|date|year|month)|by when|deadline|wann|bis wann|quand|cuando|quando|wanneer)\b/,
  ],
  ["person", /\b(who|whom|whose|wer|wen|wem|qui|quien(es)?|quem|chi|wie is)\b/],
  ["place", /\b(where|which (file|folder|directory|path|page|city|office)|wo|wohin|donde|onde|dove|waar)\b/],
  [
    "steps",
    /\b(how (do|can|to|should|would|does)|wie (kann|geht|mache|muss|soll|erstelle|beantrage)|comment|como|come|hoe (kan|moet|doe))\b/,
  ],
  [
    "definition",
    /\b(what (is|are|does|means?)|was (ist|sind|bedeutet|heisst)|qu'est-ce|c'est quoi|que es|o que e|cos'?e|wat (is|betekent))\b/,
  ],
];

const EVIDENCE: Readonly<Record<NonNullable<AnswerShape>, RegExp>> = {
  number:
    /\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred|thousand|once|twice|half|zwei|drei|vier|funf|sechs|zehn|deux|trois|quatre|cinq|dos|tres|cuatro|due|tre|quattro|dois|twee|drie)\b/i,
  time: /\b\d{4}\b|\b\d{1,2}[:.h]\d{2}\b|\b\d+ ?(days?|weeks?|months?|years?|hours?|minutes?|tagen?|wochen?|monaten?|jahren?|stunden?|jours?|semaines?|mois|ans?|dias?|semanas?|meses|giorni|settimane|mesi|dagen|weken|maanden)\b|\b(january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|marz|mai|juni|juli|oktober|dezember|monday|tuesday|wednesday|thursday|friday|saturday|sunday|daily|weekly|monthly|yearly|annually|before|after|until|within|deadline)\b/i,
  person:
    /\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+|\b(manager|team|officer|director|department|administrator|responsible|maintainer|owner|developer|committee|leader|head of|leiter|abteilung|zustandig|responsable|encargado|responsabile)\b|@/u,
  place:
    /\/[\w.-]+|https?:|\b(room|office|building|street|floor|page|menu|file|folder|directory|section|raum|buro|gebaude|strasse|bureau|oficina|ufficio|kantoor)\b/i,
  steps:
    /(^|\n)\s*(\d+[.)]|[-*•])\s|\b(first|then|next|click|open|choose|select|run|use|press|enter|type|go to|zuerst|dann|klicken|cliquez|haga clic)\b|[$#] \w/i,
  definition:
    /\b(is|are|means?|refers to|stands for|defined as|ist|sind|bedeutet|bezeichnet|est|sont|signifie|es|son|significa|e|sono)\b/i,
};

export function answerShapeOf(question: string): AnswerShape {
  const folded = fold(question);
  return SHAPES.find(([, pattern]) => pattern.test(folded))?.[0] ?? null;
}

/** Whether a text could hold such an answer. */
export function hasShape(text: string, shape: AnswerShape): boolean {
  return shape !== null && EVIDENCE[shape].test(text);
}
