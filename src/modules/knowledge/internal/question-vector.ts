import type { Ctx } from "../../../kernel/ctx.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { embed } from "../../models/index.ts";
import { searchCachesOf } from "./search-caches.ts";

/** A search does not wait longer for its vector; its words are enough then, ms. */
const DEADLINE_MS = 1_500;

/**
 * The vector of a question, charged to the workspace once an hour at most, whatever process asks.
 * @throws AppError as `embed` does, soon; the signal's reason
 */
export async function questionVector(
  ctx: Ctx,
  model: string,
  question: string,
  signal: AbortSignal,
): Promise<Float32Array> {
  const { vectors } = searchCachesOf(ctx.kernel);
  const key = JSON.stringify([workspaceOf(ctx), model, question]);
  const known = vectors.get(key);
  if (known !== undefined) return known;
  const hour = ctx.kernel.clock.now().toISOString().slice(0, 13);
  const asked = { model, texts: [question], idempotencyKey: hour, deadlineMs: DEADLINE_MS };
  const [vector] = await embed(ctx, { ...asked, purpose: "search", subjectId: null }, signal);
  if (vector === undefined) throw new Error("There is no vector for the question.");
  vectors.set(key, vector);
  return vector;
}
