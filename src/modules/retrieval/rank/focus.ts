import { fold } from "../../terms/index.ts";

/** Folded, of the seven languages. */
const LEADING =
  "and|but|in|at|on|by|for|to|from|with|until|up to|after|und|bei|zu|bis|mit|nach|et|de|a|dans|pour|y|en|para|con";
const ASKING =
  "which|what|how many|how much|welche[mnrs]?|was|wie ?viele?|quel(?:le)?s?|combien de|que|cual(?:es)?|cuant[oa]s?|quante|quanti|quali|quale|qual|quant[oa]s|welke|hoeveel";
const BEING = "is|are|was|were|ist|sind|est|sont|es|son|e|sono|zijn";
const ARTICLE = "the|a|an|our|my|your|der|die|das|ein|eine|la|le|les|l|el|los|las|il|lo|o|os|de|het";
/** They say which one of the things, not what thing. */
const DEGREE =
  "greatest|largest|maximum|minimum|highest|lowest|exact|usual|normal|average|new|first|last|next|hochste|maximale|grosste";

const ASKS_FOR = new RegExp(
  `^\\W*(?:(?:${LEADING}) )?(?:${ASKING})\\s+(?:(?:${BEING})\\s+)?(?:(?:${ARTICLE})\\s+)?(?:(?:${DEGREE})\\s+)?`,
);

/**
 * The thing that a question asks for: "depth" of "What is the greatest depth of the pool?", "sensors" of "How many
 * sensors can I connect?".
 * @param words of the question, as it has them
 * @returns its place among them; null where the question names none right after its question word
 */
export function focusOf(question: string, words: readonly string[]): number | null {
  const folded = fold(question);
  const asks = ASKS_FOR.exec(folded);
  if (asks === null) return null;
  const rest = folded.slice(asks[0].length);
  const at = words.findIndex((word) => {
    const small = fold(word);
    return rest.startsWith(small) && !/^[\p{L}\p{N}]/u.test(rest.slice(small.length));
  });
  return at === -1 ? null : at;
}
