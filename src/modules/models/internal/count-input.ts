import { countTokens } from "../../../adapters/models/token-count.ts";
import type { ChargedTokens } from "./pricing.ts";

export interface InputCount {
  /** Our count, as it is charged where the provider does not say. */
  readonly tokens: number;
  /** What the model's own count may come to. */
  readonly most: number;
}

/** Models that only read have vocabularies of their own; OpenAI's is the one before the one that we count with. */
const MARGIN_PERCENT = 15;

export function countInput(texts: readonly string[]): InputCount {
  const joined = texts.join("\n");
  // Older vocabularies break other scripts into more pieces than the one that we count with: one a character is enough.
  const foreign = joined.length - joined.replace(/[^\p{ASCII}]/gu, "").length;
  return grownInput(Math.max(texts.length, countTokens(joined)), foreign);
}

/** @param foreign characters that may be a token each */
export function grownInput(tokens: number, foreign = 0): InputCount {
  return { tokens, most: Math.ceil((tokens * (100 + MARGIN_PERCENT)) / 100) + foreign };
}

/** Tokens of a call that has no output, as they are charged. */
export function inputOnly(input: number): ChargedTokens {
  return { input, cachedInput: 0, cacheWrite: 0, output: 0, reasoning: 0 };
}
