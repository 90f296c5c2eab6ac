import { sentences } from "./sentences.ts";

const LONGEST_QUESTION = 400;
const SHORTEST_TEXT = 20;
const ENDS_LOOKED_AT = 4_000;

const REQUEST =
  /^(?:please\s+|now\s+|and\s+|so\s+|ok(?:ay)?,?\s+)?(?:summari[sz]e|summary|sum up|recap|tl;?dr|key (?:points|facts)|main points|list|count|bullet|what|who|whom|whose|how|why|when|where|which|tell|explain|describe|find|give|show|extract|compare|is|are|was|were|do|does|did|can|could|should|will|would|has|have|translate|write|rewrite|rephrase|shorten|draft|answer)\b/i;

/**
 * Parts one message into what is asked and the text it is asked about: "Summarise this: …", a pasted
 * page with a question above or below it, or statements followed by a question.
 */
export function splitQuestion(message: string): { question: string; pasted: string } {
  const text = message.trim();
  if (text.length <= LONGEST_QUESTION && !text.includes("\n")) return splitLine(text);
  const blocks = text.includes("\n\n") ? text.split(/\n\s*\n/) : text.split("\n");
  const last = blocks.at(-1) ?? "";
  const first = blocks[0] ?? "";
  if (blocks.length > 1 && isRequest(last))
    return { question: last.trim(), pasted: blocks.slice(0, -1).join("\n\n") };
  if (blocks.length > 1 && isRequest(first))
    return { question: first.trim(), pasted: blocks.slice(1).join("\n\n") };
  if (blocks.length === 1) return splitLine(text);
  const lead = splitLine(first.trim());
  if (lead.pasted !== "" && isRequest(lead.question)) {
    return { question: lead.question, pasted: [lead.pasted, ...blocks.slice(1)].join("\n\n") };
  }
  const tail = splitLine(last.trim());
  if (tail.pasted !== "" && isRequest(tail.question)) {
    return { question: tail.question, pasted: [...blocks.slice(0, -1), tail.pasted].join("\n\n") };
  }
  return text.length <= LONGEST_QUESTION ? { question: text, pasted: "" } : { question: "", pasted: text };
}

/** One paragraph: a request before a colon, else its questions apart from its statements. */
function splitLine(text: string): { question: string; pasted: string } {
  const colon = text.slice(0, 200).search(/:\s/);
  const rest = colon < 0 ? "" : text.slice(colon + 1).trim();
  if (
    colon > 0 &&
    rest.length >= SHORTEST_TEXT &&
    REQUEST.test(text) &&
    !/[.?!]\s/.test(text.slice(0, colon))
  ) {
    return { question: text.slice(0, colon), pasted: rest };
  }
  if (text.length > ENDS_LOOKED_AT * 2) return splitEnds(text);
  const parts = sentences(text);
  const asked = parts.filter((part) => part.endsWith("?"));
  const wanted = asked.length > 0 ? asked : parts.filter((part, i) => isEdge(i, parts) && isRequest(part));
  const statements = parts.filter((part) => !wanted.includes(part)).join(" ");
  if (wanted.length > 0 && wanted.length < parts.length && statements.length >= SHORTEST_TEXT) {
    return { question: wanted.join(" ").slice(-LONGEST_QUESTION), pasted: statements };
  }
  return text.length <= LONGEST_QUESTION ? { question: text, pasted: "" } : { question: "", pasted: text };
}

function splitEnds(text: string): { question: string; pasted: string } {
  const head = sentences(text.slice(0, ENDS_LOOKED_AT))[0] ?? "";
  const tail = sentences(text.slice(-ENDS_LOOKED_AT)).at(-1) ?? "";
  if (isRequest(tail)) return { question: tail, pasted: text.slice(0, -tail.length) };
  if (isRequest(head)) return { question: head, pasted: text.slice(head.length) };
  return { question: "", pasted: text };
}

/** Whether a piece of a message asks or orders something, by its mark or its first word. */
export function isRequest(text: string): boolean {
  const bare = text.trim();
  return bare !== "" && bare.length <= LONGEST_QUESTION && (/[?？]["”')]?$/.test(bare) || REQUEST.test(bare));
}

function isEdge(i: number, parts: readonly string[]): boolean {
  return i === 0 || i === parts.length - 1;
}
