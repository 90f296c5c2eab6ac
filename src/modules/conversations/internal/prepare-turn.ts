import type { Ctx } from "../../../kernel/ctx.ts";
import { type CallQuote, type ModelRequest, quoteCall } from "../../models/index.ts";
import type { Message } from "../contract.ts";
import type { Source } from "./citations.ts";
import { findGrounding, type Grounding, type Searched, willSearch } from "./find-grounding.ts";
import { PASSAGE_TOKENS } from "./passage-blocks.ts";

/** A turn of any surface, before it is known what the documents hold. */
export interface Turn {
  readonly model: string;
  /** What the documents are asked, and which; null: they are not. */
  readonly searched: Searched | null;
  /** The prompt with what was found in it, or without. */
  compose(grounding: Grounding | null): ComposedTurn;
}

export interface ComposedTurn {
  readonly request: ModelRequest;
  /** What the answer may cite, by number. */
  readonly sources: readonly Source[];
}

/** A turn that only needs to be held and run. */
export interface PreparedTurn extends ComposedTurn {
  readonly quote: CallQuote;
  readonly verdict: Message["verdict"];
}

/**
 * The most that a turn can hold and cost: what it says, and room for all the passages that a search may add. The
 * same for a draft and for its sending.
 * @throws AppError as quoting does
 */
export async function quoteTurn(ctx: Ctx, turn: Turn): Promise<CallQuote> {
  return (await boundOf(ctx, turn)).quote;
}

/**
 * Searches the documents for a question, and makes the prompt with what was found. What is held is what was quoted;
 * what the prompt really takes is what is charged.
 * @throws AppError as quoting and searching do
 */
export async function prepareTurn(ctx: Ctx, turn: Turn): Promise<PreparedTurn> {
  const { bare, quote, searched } = await boundOf(ctx, turn);
  if (searched === null) return { ...bare, quote, verdict: null };
  let grounding: Grounding | null = await findGrounding(ctx, searched);
  const verdict = grounding.note?.verdict ?? null;
  while (grounding !== null) {
    const composed = turn.compose(grounding);
    const { promptTokens } = await quoteCall(ctx, turn.model, composed.request);
    if (promptTokens <= quote.promptTokens) {
      return { ...composed, verdict, quote: { ...quote, promptTokens } };
    }
    grounding = withLess(grounding);
  }
  const { promptTokens } = await quoteCall(ctx, turn.model, bare.request);
  return { ...bare, verdict, quote: { ...quote, promptTokens } };
}

interface Bound {
  readonly bare: ComposedTurn;
  readonly quote: CallQuote;
  /** Null when nothing will be searched. */
  readonly searched: Searched | null;
}

async function boundOf(ctx: Ctx, turn: Turn): Promise<Bound> {
  const { searched } = turn;
  const searches = searched !== null && (await willSearch(ctx, searched));
  const bare = turn.compose(null);
  const quote = await quoteCall(ctx, turn.model, bare.request, searches ? PASSAGE_TOKENS : 0);
  return { bare, quote, searched: searches ? searched : null };
}

/** A model with a short context has room for fewer passages: the last go first, then the note. */
function withLess({ passages, note }: Grounding): Grounding | null {
  return passages.length === 0 ? null : { passages: passages.slice(0, -1), note };
}
