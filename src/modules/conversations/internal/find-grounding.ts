import type { Ctx } from "../../../kernel/ctx.ts";
import type { Passage, SearchResult } from "../../knowledge/contract.ts";
import { hasSearchableDocuments, search } from "../../knowledge/index.ts";
import type { RetrievalNote } from "../../models/index.ts";
import { thatFit } from "./passage-blocks.ts";
import { intentOf } from "./question-intent.ts";
import { type Said, standaloneQuestion } from "./standalone-question.ts";

/** What the workspace's documents hold for a question. */
export interface Grounding {
  /** Best first; none when the search is not sure enough to answer from them. */
  readonly passages: readonly Passage[];
  /** What the model is told of the search; null when it is not a question for the documents. */
  readonly note: RetrievalNote | null;
}

export interface Searched {
  readonly text: string;
  readonly attachments: number;
  /** Newest first. */
  readonly history: readonly Said[];
  /** Null: everything that the asker may read. */
  readonly collectionIds: readonly string[] | null;
  /** The model is told when the documents do not hold the answer, or perhaps not. */
  readonly isNoted: boolean;
}

const PASSAGES = 8;
const MOST_CLOSEST = 3;
const LONGEST_NAME = 120;

/** Whether the documents will be asked. Cheap: a draft is quoted with it as it is typed. */
export async function willSearch(ctx: Ctx, asked: Searched): Promise<boolean> {
  const nowhere = asked.collectionIds?.length === 0;
  if (nowhere || intentOf(asked.text, asked.attachments) === "none") return false;
  return hasSearchableDocuments(asReader(ctx), asked.collectionIds);
}

/** Searches what the asker may read. Outside any transaction: a vector of the question may be fetched. */
export async function findGrounding(ctx: Ctx, asked: Searched): Promise<Grounding> {
  const searchFor = (q: string) =>
    search(asReader(ctx), {
      q,
      limit: PASSAGES,
      ...(asked.collectionIds === null ? {} : { collectionId: [...asked.collectionIds] }),
    });
  const question = standaloneQuestion(asked.text, asked.history);
  let found = await searchFor(question);
  const bare = standaloneQuestion(asked.text, []);
  if (found.verdict !== "answer" && question !== bare) {
    // A short question may as well begin anew: what was asked before must not hide its answer.
    const alone = await searchFor(bare);
    if (alone.confidence > found.confidence) found = alone;
  }
  return groundingOf(found, asked.isNoted && intentOf(asked.text, asked.attachments) === "required");
}

/** @param required a question for the documents: when they do not hold it, the answer has to say so */
export function groundingOf(found: SearchResult, required: boolean): Grounding {
  if (found.verdict === "not_found") {
    const note = { verdict: found.verdict, closest: closestOf(found.passages) };
    return { passages: [], note: required ? note : null };
  }
  const note = required ? { verdict: found.verdict, closest: [] } : null;
  return { passages: thatFit(found.passages), note };
}

function closestOf(passages: readonly Passage[]): string[] {
  const names = passages.map(({ document }) => document.slice(0, LONGEST_NAME).toWellFormed());
  return [...new Set(names)].slice(0, MOST_CLOSEST);
}

/** Keys may chat and read no documents by themselves; the assistant they ask reads what everyone may. */
function asReader(ctx: Ctx): Ctx {
  return { ...ctx, permissions: new Set([...ctx.permissions, "knowledge.read"]) };
}
