/**
 * Whether a message is for the workspace's documents: `none`, small talk and work on what the message itself brings;
 * `optional`, where passages help and their absence is no answer; `required`, a question that the documents answer
 * or do not.
 */
export type Intent = "none" | "optional" | "required";

const GREETING =
  /^(?:hi|hello|hey|hiya|howdy|good (?:morning|afternoon|evening|day|night)|greetings|hallo|guten (?:tag|morgen|abend)|moin|servus|bonjour|salut|bonsoir|hola|buen[oa]s (?:d[ií]as|tardes|noches)|ol[aá]|bom dia|boa (?:tarde|noite)|ciao|buongiorno|buonasera|hoi|goedemorgen|goedemiddag|goedenavond)(?![\p{L}\p{N}])/iu;
const CLOSING =
  /^(?:thanks?|thank you|thx|cheers|great|perfect|ok(?:ay)?|got it|nice|cool|bye|goodbye|see you|danke|vielen dank|super|tsch[uü]ss|merci|parfait|au revoir|gracias|perfecto|vale|adi[oó]s|obrigad[oa]|perfeito|tchau|grazie|perfetto|arrivederci|bedankt|dank je|dankjewel|prima|doei)(?![\p{L}\p{N}])/iu;
const ABOUT_ASSISTANT =
  /\b(?:what can you do|what do you do|who are you|what are you|are you (?:an? )?(?:ai|bot|human|robot|llm|language model)|which model|how are you|how do you work|was kannst du|wer bist du|wie geht(?:'s| es)|que peux-tu faire|qui es-tu|comment (?:vas-tu|allez-vous)|qui[eé]n eres|qu[eé] puedes hacer|quem [eé]s|chi sei|wie ben je)\b/iu;
/** Work on a text that is at hand. */
const WORK_ON_TEXT =
  /^(?:please\s+|can you\s+|could you\s+|bitte\s+|(?:kannst|k[oö]nntest) du\s+|s'il (?:te|vous) pla[iî]t,?\s+|por favor,?\s+)?(?:summari[sz]e|sum (?:it |this |that )?up|recap|tl;?dr|shorten|translate|rephrase|rewrite|reword|paraphrase|proofread|correct|fix|improve|simplify|format|count|(?:give me |list )?(?:the )?(?:\w+ )?(?:key|main) (?:points|facts|ideas|takeaways)|make (?:it|this|that)|explain (?:it|this|that)|fass?e?\b.*zusammen|zusammenfass|k[uü]rze|[uü]bersetze?|korrigiere?|r[eé]sume[rz]?|traduis|traduire|corrige[rz]?|resume|resumir|traduce|traducir|riassumi|traduci|traduza|samenvat|vat\b.*samen|vertaal)(?![\p{L}\p{N}])/iu;
const WRITING =
  /^(?:please\s+|can you\s+|could you\s+|help me(?: to)?\s+|bitte\s+|schreibe? mir\s+)?(?:write|draft|compose|generate|create|invent|imagine|draw|code|program|brainstorm|pretend|tell (?:me|us) a (?:joke|story|poem)|schreibe?|verfasse|entwirf|erstelle|erfinde|[eé]cris|r[eé]dige[rz]?|cr[eé]e[rz]?|escrib[ea]|redacta|crea|scrivi|escreva|schrijf)(?![\p{L}\p{N}])/iu;
const STATEMENT =
  /^(?:i|i'm|i've|i'll|my|we|we're|our|ich|mein|wir|unser|je|j'ai|mon|ma|nous|yo|mi|nosotros|eu|meu|minha|io|mio|ik|mijn|wij)(?![\p{L}\p{N}])/iu;
const ARITHMETIC = /^[\d\s.,+\-*/×÷^%()=?]+$/;
/** A text of this many characters was pasted rather than typed. */
const PASTED = 600;

export function intentOf(text: string, attachments: number): Intent {
  const bare = text.trim();
  const words = bare.split(/\s+/).length;
  const asks = /[?？]\s*$/u.test(bare);
  if (bare === "" || ARITHMETIC.test(bare)) return "none";
  if (!asks && words <= 5 && (GREETING.test(bare) || CLOSING.test(bare))) return "none";
  if (words <= 12 && ABOUT_ASSISTANT.test(bare)) return "none";
  const brings = attachments > 0 || bare.length > PASTED;
  const start = bare.slice(0, 300);
  if (WORK_ON_TEXT.test(start)) return brings ? "none" : "optional";
  if (brings || WRITING.test(start)) return "optional";
  return !asks && STATEMENT.test(bare) ? "optional" : "required";
}
