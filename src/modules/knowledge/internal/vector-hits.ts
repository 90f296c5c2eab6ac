import type { Ctx } from "../../../kernel/ctx.ts";
import { AppError } from "../../../kernel/errors.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import type { VectorHit } from "../ports.ts";
import { type EmbeddedGroup, embeddedGroups } from "./embedded-versions.ts";
import { partsOf } from "./parts.ts";
import { questionVector } from "./question-vector.ts";

/** The index answers from memory or nearby; a search waits no longer for it, ms. */
const INDEX_DEADLINE_MS = 1_500;

/** Whether any version has vectors; without them a search need not ask what the asker may read in advance. */
export async function hasVectors(ctx: Ctx): Promise<boolean> {
  if (partsOf(ctx.kernel).vectors === null) return false;
  // A failure is noted by the search itself.
  return embeddedGroups(ctx).then(
    (groups) => groups.length > 0,
    () => true,
  );
}

/**
 * Nearest chunks to the question among the versions, nearest first: what a search by words is fused with. A provider
 * or an index that fails leaves the search to the words and is noted in the log. Outside any transaction.
 * @param versions that the asker may read, all of them live
 * @throws the signal's reason and nothing else
 */
export async function vectorHits(
  ctx: Ctx,
  question: string,
  versions: ReadonlySet<string>,
  limit: number,
  signal: AbortSignal,
): Promise<readonly VectorHit[]> {
  if (partsOf(ctx.kernel).vectors === null || versions.size === 0) return [];
  try {
    const groups = (await embeddedGroups(ctx)).map((group) => narrowed(group, versions));
    const asked = groups.filter((group) => group.versions.size > 0);
    const lists = await Promise.all(asked.map((group) => nearest(ctx, group, question, limit, signal)));
    return lists.length === 1 ? (lists[0] ?? []) : interleaved(lists).slice(0, limit);
  } catch (error) {
    signal.throwIfAborted();
    const code = error instanceof AppError ? error.code : "internal";
    ctx.kernel.log.warn(
      { err: error, code },
      "A search goes by words alone: there are no vectors for it now",
    );
    return [];
  }
}

function narrowed(group: EmbeddedGroup, versions: ReadonlySet<string>): EmbeddedGroup {
  const [few, many] =
    group.versions.size < versions.size ? [group.versions, versions] : [versions, group.versions];
  return { ...group, versions: new Set([...few].filter((version) => many.has(version))) };
}

async function nearest(
  ctx: Ctx,
  { model, dimensions, versions }: EmbeddedGroup,
  question: string,
  limit: number,
  signal: AbortSignal,
): Promise<readonly VectorHit[]> {
  const index = partsOf(ctx.kernel).vectors;
  const vector = await questionVector(ctx, model, question, signal);
  if (index === null || vector.length !== dimensions) {
    ctx.kernel.log.warn(
      { model, dimensions, now: vector.length },
      "The model makes vectors of another length now",
    );
    return [];
  }
  const within = AbortSignal.any([signal, AbortSignal.timeout(INDEX_DEADLINE_MS)]);
  return index.search(workspaceOf(ctx), model, vector, versions, limit, within);
}

/** Cosines of two models cannot be compared: the first of each, then the second of each. */
function interleaved(lists: readonly (readonly VectorHit[])[]): VectorHit[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, rank) => lists.flatMap((list) => list[rank] ?? [])).flat();
}
