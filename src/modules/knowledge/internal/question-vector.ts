import type { Ctx } from "../../../kernel/ctx.ts";
import type { Kernel } from "../../../kernel/kernel.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { embed } from "../../models/index.ts";

/** Vectors of questions that were asked lately; 2,000 of 3,072 numbers are 24 MB. */
const QUESTIONS = 2_000;
/** A search does not wait longer for its vector; its words are enough then, ms. */
const DEADLINE_MS = 1_500;

const caches = new WeakMap<Kernel, Map<string, Float32Array>>();

/**
 * The vector of a question, charged to the workspace when it is not among those asked lately.
 * @throws AppError as `embed` does, soon; the signal's reason
 */
export async function questionVector(
  ctx: Ctx,
  model: string,
  question: string,
  signal: AbortSignal,
): Promise<Float32Array> {
  const cache = cacheOf(ctx.kernel);
  const key = JSON.stringify([workspaceOf(ctx), model, question]);
  const known = cache.get(key);
  if (known !== undefined) {
    cache.delete(key);
    cache.set(key, known);
    return known;
  }
  const [vector] = await embed(
    ctx,
    {
      model,
      texts: [question],
      idempotencyKey: ctx.kernel.newId(),
      purpose: "search",
      subjectId: null,
      deadlineMs: DEADLINE_MS,
    },
    signal,
  );
  if (vector === undefined) throw new Error("There is no vector for the question.");
  cache.set(key, vector);
  const [oldest] = cache.keys();
  if (cache.size > QUESTIONS && oldest !== undefined) cache.delete(oldest);
  return vector;
}

function cacheOf(kernel: Kernel): Map<string, Float32Array> {
  const cache = caches.get(kernel) ?? new Map<string, Float32Array>();
  caches.set(kernel, cache);
  return cache;
}
