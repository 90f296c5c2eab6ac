import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import type { Kernel } from "../../../kernel/kernel.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { partsOf } from "./parts.ts";

/** Versions that have all their vectors of one model, in one length. */
export interface EmbeddedGroup {
  readonly model: string;
  readonly dimensions: number;
  readonly versions: ReadonlySet<string>;
}

/** Other processes say by this channel that vectors of a workspace have come or gone. */
const VECTORS_CHANGED = "knowledge:vectors";
/** How long it is believed should a message be lost; what is missing meanwhile is found by its words, ms. */
const BELIEVED_MS = 30_000;
const WORKSPACES = 500;

interface Known {
  readonly groups: Promise<readonly EmbeddedGroup[]>;
  readonly readAt: number;
}

const caches = new WeakMap<Kernel, Map<string, Known>>();

/** Begins to hear of changes. @returns what ends it */
export function followVectors(kernel: Kernel): () => void {
  const known = new Map<string, Known>();
  caches.set(kernel, known);
  return kernel.realtime.subscribe(VECTORS_CHANGED, (delivery) => {
    if (delivery.type === "message" && typeof delivery.message === "string") known.delete(delivery.message);
    else known.clear();
  });
}

export async function announceVectors(ctx: Ctx): Promise<void> {
  await ctx.kernel.realtime.publish(VECTORS_CHANGED, workspaceOf(ctx));
}

/**
 * What can be searched by vectors in the workspace, by the models that its collections serve now. It says nothing of
 * who may read it, and may name a version that has just been replaced: the asker's live versions decide.
 */
export async function embeddedGroups(ctx: Ctx): Promise<readonly EmbeddedGroup[]> {
  const known = caches.get(ctx.kernel) ?? new Map<string, Known>();
  const workspaceId = workspaceOf(ctx);
  const found = known.get(workspaceId);
  if (found !== undefined && performance.now() - found.readAt < BELIEVED_MS) return found.groups;
  const groups = load(ctx);
  known.delete(workspaceId);
  known.set(workspaceId, { groups, readAt: performance.now() });
  const [oldest] = known.keys();
  if (known.size > WORKSPACES && oldest !== undefined) known.delete(oldest);
  groups.catch(() => known.delete(workspaceId));
  return groups;
}

async function load(ctx: Ctx): Promise<EmbeddedGroup[]> {
  const index = partsOf(ctx.kernel).vectors;
  if (index === null) return [];
  const { rows } = await inTransaction({ ...ctx, tx: null }, (tx) =>
    sql<{ model: string; dimensions: number; versions: string[] }>`
      select e.model, e.dimensions, array_agg(e.version_id::text) as versions
      from knowledge.embedded_version e
      join knowledge.version v on v.workspace_id = e.workspace_id and v.id = e.version_id
      join knowledge.document d on d.workspace_id = v.workspace_id and d.id = v.document_id
      join knowledge.collection c on c.workspace_id = d.workspace_id and c.id = d.collection_id
      where e.workspace_id = ${workspaceOf(ctx)} and e.complete and e.held_by = ${index.identity}
        and e.model = coalesce(c.serving_model, c.embedding_model)
      group by e.model, e.dimensions`.execute(tx),
  );
  return rows.map(({ model, dimensions, versions }) => ({ model, dimensions, versions: new Set(versions) }));
}
