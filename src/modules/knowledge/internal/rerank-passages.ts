import type { Ctx } from "../../../kernel/ctx.ts";
import { AppError } from "../../../kernel/errors.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { rerank } from "../../models/index.ts";
import { embeddingText, type RankedPassage } from "../../retrieval/index.ts";
import { searchCachesOf } from "./search-caches.ts";

/** A search does not wait longer for its order; the one it found is good enough then, ms. */
const DEADLINE_MS = 1_500;
/** Characters of a passage that are sent, its title path first. */
const LONGEST = 2_000;

/**
 * The passages in the order of the model, with its scores. One that fails, is slow, is gone or cannot be paid leaves
 * them as they are and is noted in the log. Outside any transaction.
 * @param model null: none
 * @throws the signal's reason and nothing else
 */
export async function rerankPassages(
  ctx: Ctx,
  model: string | null,
  question: string,
  passages: readonly RankedPassage[],
  signal: AbortSignal,
): Promise<readonly RankedPassage[]> {
  if (model === null || passages.length < 2) return passages;
  try {
    const scores = await scoresOf(ctx, model, question, passages, signal);
    return passages
      .map((passage, at) => ({ ...passage, score: scores[at] ?? 0 }))
      .sort((one, other) => other.score - one.score);
  } catch (error) {
    signal.throwIfAborted();
    const code = error instanceof AppError ? error.code : "internal";
    ctx.kernel.log.warn(
      { err: error, code, model },
      "A search stays in its own order: no reranker orders it now",
    );
    return passages;
  }
}

/** Charged to the workspace once an hour for the same question and passages, whatever process asks. */
async function scoresOf(
  ctx: Ctx,
  model: string,
  query: string,
  passages: readonly RankedPassage[],
  signal: AbortSignal,
): Promise<readonly number[]> {
  const { scores } = searchCachesOf(ctx.kernel);
  const chunks = passages.map(({ chunk }) => [chunk.versionId, chunk.number]);
  const key = JSON.stringify([workspaceOf(ctx), model, query, chunks]);
  const known = scores.get(key);
  if (known !== undefined) return known;
  const documents = passages.map(({ chunk }) => embeddingText(chunk).slice(0, LONGEST));
  const hour = ctx.kernel.clock.now().toISOString().slice(0, 13);
  const asked = { model, query, documents, idempotencyKey: hour, deadlineMs: DEADLINE_MS };
  const made = await rerank(ctx, { ...asked, purpose: "rerank", subjectId: null }, signal);
  scores.set(key, made);
  return made;
}
