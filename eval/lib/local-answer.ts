import { answerTo } from "../../src/adapters/models/local/answer.ts";
import { kinBy } from "../../src/adapters/models/local/kin.ts";
import { groundingBlocks } from "../../src/modules/conversations/internal/context.ts";
import { groundingOf } from "../../src/modules/conversations/internal/find-grounding.ts";
import type { Passage, SearchResult } from "../../src/modules/knowledge/contract.ts";
import { everydayMeanings } from "../../src/modules/retrieval/index.ts";

const kin = kinBy(everydayMeanings);
/** As many as a turn takes. */
const PASSAGES = 8;

/** What `parley/local` says to a question for which a search found this. */
export function localAnswer(
  question: string,
  passages: readonly Passage[],
  verdict: SearchResult["verdict"],
): string {
  const found = { passages: passages.slice(0, PASSAGES), verdict, confidence: 1, corrected: {} };
  const blocks = groundingBlocks(groundingOf(found, true), []);
  const text = [...blocks, question].join("\n\n");
  return answerTo([{ role: "user", content: [{ type: "text", text }] }], kin);
}
