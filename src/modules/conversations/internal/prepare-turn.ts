import type { Ctx } from "../../../kernel/ctx.ts";
import { type CallQuote, type ModelRequest, quoteCall } from "../../models/index.ts";
import { type AssistantRow, collectionsOf } from "../assistants/store.ts";
import { type Asked, buildContext, type TurnContext } from "./context.ts";
import { findGrounding, type Grounding, type Searched, willSearch } from "./find-grounding.ts";
import { PASSAGE_TOKENS } from "./passage-blocks.ts";
import type { MessageRow } from "./store.ts";

export interface Turn {
  /** Newest first, without the question; with it and the answer that broke off when that is to go on. */
  readonly history: readonly MessageRow[];
  readonly asked: Asked;
  /** The newest answer of the history broke off and is to go on. */
  readonly continues: boolean;
  /** Null: the default one. */
  readonly assistant: AssistantRow | null;
  readonly model: string;
  readonly maxOutputTokens: number | undefined;
}

/** A turn that only needs to be held and run. */
export interface PreparedTurn {
  readonly request: ModelRequest;
  readonly sources: TurnContext["sources"];
  readonly quote: CallQuote;
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
  const bound = await boundOf(ctx, turn);
  if (!bound.searches) return bound;
  let grounding: Grounding = await findGrounding(ctx, searchedBy(turn));
  // The note is about a whole answer, and half of it stands already.
  if (turn.continues) grounding = { ...grounding, note: null };
  for (;;) {
    const context = contextOf(turn, grounding);
    const request = requestOf(turn, context);
    const { promptTokens } = await quoteCall(ctx, turn.model, request);
    const isBare = grounding.passages.length === 0 && grounding.note === null;
    if (promptTokens <= bound.quote.promptTokens || isBare) {
      return { request, sources: context.sources, quote: { ...bound.quote, promptTokens } };
    }
    grounding =
      grounding.passages.length > 0
        ? { ...grounding, passages: grounding.passages.slice(0, -1) }
        : { passages: [], note: null };
  }
}

async function boundOf(ctx: Ctx, turn: Turn): Promise<PreparedTurn & { readonly searches: boolean }> {
  const searches = await willSearch(ctx, searchedBy(turn));
  const context = contextOf(turn, null);
  const request = requestOf(turn, context);
  const quote = await quoteCall(ctx, turn.model, request, searches ? PASSAGE_TOKENS : 0);
  return { request, sources: context.sources, quote, searches };
}

function searchedBy({ asked, history, assistant }: Turn): Searched {
  return {
    text: asked.text,
    attachments: asked.attachments.length,
    history,
    collectionIds: assistant === null ? null : collectionsOf(assistant),
  };
}

function contextOf({ history, asked, continues, assistant }: Turn, grounding: Grounding | null): TurnContext {
  return buildContext(history, continues ? "continue" : asked, { assistant, grounding });
}

function requestOf({ maxOutputTokens }: Turn, { prompt }: TurnContext): ModelRequest {
  return { prompt, ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }) };
}
