import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import { AppError } from "../../../kernel/errors.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { embed } from "../../models/index.ts";
import { type EmbeddedText, embeddingText } from "../../retrieval/index.ts";
import type { VectorIndex } from "../ports.ts";
import { announceVectors } from "./embedded-versions.ts";

/** Chunks of one request and one write. A search index's block has as many. */
const BATCH = 64;

export interface VersionToEmbed {
  readonly versionId: string;
  /** Its document: what the statement links to. */
  readonly documentId: string;
  readonly model: string;
  /** How many chunks it has. */
  readonly count: number;
  /** Chunks from a number on, at most so many, in order. */
  read(from: number, limit: number): Promise<readonly EmbeddedText[]>;
}

/** The version went away while its vectors were made: nobody needs them. */
export class VersionGone extends Error {
  constructor() {
    super("The version is no longer there.");
    this.name = "VersionGone";
  }
}

/**
 * Makes what is missing of a version's vectors and puts them where searches find them, all at once at the end.
 * Begun again it goes on where it ended; no text of a version is charged twice.
 * @param progress told how many chunks have one
 * @throws AppError as `embed` does; VersionGone; the signal's reason
 */
export async function embedVersion(
  ctx: Ctx,
  index: VectorIndex,
  version: VersionToEmbed,
  signal: AbortSignal,
  progress: (done: number, total: number) => void = () => {},
): Promise<void> {
  const { versionId, model, count } = version;
  const workspaceId = workspaceOf(ctx);
  const before = await stateOf(ctx, index, version);
  let { done, dimensions } = before;
  let restarts = 0;
  progress(done, count);
  while (done < count) {
    signal.throwIfAborted();
    const chunks = await version.read(done, BATCH);
    if (chunks.length === 0) throw new VersionGone();
    const vectors = await embed(
      ctx,
      {
        model,
        texts: chunks.map(embeddingText),
        idempotencyKey: `version:${versionId}`,
        purpose: "embedding",
        subjectId: version.documentId,
      },
      signal,
    );
    const length = vectors[0]?.length ?? 0;
    if (dimensions !== null && length !== dimensions) {
      // Another model answers by the same name: vectors of two lengths cannot be compared.
      restarts += 1;
      if (restarts > 1) throw unsteady(model);
      await index.removeVersion(workspaceId, versionId, model);
      [done, dimensions] = [0, null];
      continue;
    }
    dimensions = length;
    const rows = chunks.map(({ number }, at) => ({
      versionId,
      number,
      vector: vectors[at] ?? new Float32Array(),
    }));
    await index.upsert(workspaceId, model, rows);
    done += chunks.length;
    await save(ctx, index, version, done, dimensions);
    progress(done, count);
  }
  await announceVectors(ctx);
}

function unsteady(model: string): AppError {
  return new AppError(
    "provider_malformed",
    `${model} makes vectors of changing length, which cannot be compared. Choose another embedding model.`,
  );
}

interface State {
  readonly done: number;
  readonly dimensions: number | null;
}

/** Where it stands in this index; what another index holds does not count. */
async function stateOf(ctx: Ctx, index: VectorIndex, { versionId, model }: VersionToEmbed): Promise<State> {
  const { rows } = await inTransaction(ctx, (tx) =>
    sql<State>`
      select done, dimensions from knowledge.embedded_version
      where workspace_id = ${workspaceOf(ctx)} and version_id = ${versionId} and model = ${model}
        and held_by = ${index.identity}`.execute(tx),
  );
  return rows[0] ?? { done: 0, dimensions: null };
}

async function save(
  ctx: Ctx,
  index: VectorIndex,
  { versionId, model, count }: VersionToEmbed,
  done: number,
  dimensions: number,
): Promise<void> {
  const workspaceId = workspaceOf(ctx);
  const now = ctx.kernel.clock.now();
  const { rows } = await inTransaction(ctx, (tx) =>
    sql`
      insert into knowledge.embedded_version
        (workspace_id, version_id, model, held_by, dimensions, done, complete, updated_at)
      select v.workspace_id, v.id, ${model}, ${index.identity}, ${dimensions}::integer, ${done}::integer,
        ${done >= count}::boolean, ${now}
      from knowledge.version v where v.workspace_id = ${workspaceId} and v.id = ${versionId}
      on conflict (workspace_id, version_id, model) do update set held_by = excluded.held_by,
        dimensions = excluded.dimensions, done = excluded.done, complete = excluded.complete, updated_at = excluded.updated_at
      returning version_id`.execute(tx),
  );
  if (rows.length === 0) throw new VersionGone();
}
