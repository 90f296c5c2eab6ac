import { setImmediate as letOthersRun } from "node:timers/promises";
import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { storable } from "../../../kernel/storable.ts";
import { languageOf, splitSteps } from "../../retrieval/index.ts";
import type { Chunk, ReadDocument } from "../ports.ts";
import { type ReadingRun, requireOwn } from "./reading-run.ts";

/** Chunks written by one statement. */
const BATCH = 200;
/** Splitting lets the process answer others after so long, ms. */
const SLICE_MS = 8;

export interface StagedVersion {
  readonly id: string;
  readonly language: string;
  readonly chunks: readonly Chunk[];
  readonly tokens: number;
}

/** Splits without holding the event loop. @throws the signal's reason */
export async function splitInSlices(document: ReadDocument, signal: AbortSignal): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  let sliceEnds = performance.now() + SLICE_MS;
  for (const chunk of splitSteps(document)) {
    chunks.push(storableChunk(chunk));
    if (performance.now() < sliceEnds) continue;
    await letOthersRun();
    signal.throwIfAborted();
    sliceEnds = performance.now() + SLICE_MS;
  }
  return chunks;
}

/**
 * Writes the version with its chunks where no search looks yet. What a former try of the same reading wrote is
 * written anew: its process may have died in the middle.
 * @throws Overtaken; the signal's reason
 */
export async function stageVersion(
  ctx: Ctx,
  run: ReadingRun,
  chunks: readonly Chunk[],
): Promise<StagedVersion> {
  const workspaceId = workspaceOf(ctx);
  const tokens = chunks.reduce((sum, chunk) => sum + chunk.tokens, 0);
  const language = languageOf(chunks.map(({ text }) => text));
  await inTransaction(ctx, async (tx, ctx) => {
    await requireOwn(ctx, tx, run);
    await sql`delete from knowledge.version where workspace_id = ${workspaceId} and id = ${run.runId}`.execute(
      tx,
    );
    await sql`
      insert into knowledge.version (workspace_id, id, document_id, language, chunk_count, token_count, created_at)
      values (${workspaceId}, ${run.runId}, ${run.document.id}, ${language}, ${chunks.length}, ${tokens},
        ${ctx.kernel.clock.now()})`.execute(tx);
  });
  for (let from = 0; from < chunks.length; from += BATCH) {
    run.signal.throwIfAborted();
    const batch = chunks.slice(from, from + BATCH);
    await inTransaction(ctx, async (tx, ctx) => {
      await requireOwn(ctx, tx, run);
      await sql`
        insert into knowledge.chunk
          (workspace_id, version_id, number, text, lead, headings, header, page_from, page_to, locator, tokens)
        select ${workspaceId}, ${run.runId}, x.number, x.text, x.lead, x.headings, x.header, x."pageFrom", x."pageTo",
          x.locator, x.tokens
        from json_to_recordset(${JSON.stringify(batch)}::json) as x(number integer, text text, lead text, headings text[],
          header text, "pageFrom" integer, "pageTo" integer, locator text, tokens integer)`.execute(tx);
    });
    run.progress(from + batch.length, chunks.length);
  }
  return { id: run.runId, language, chunks, tokens };
}

function storableChunk(chunk: Chunk): Chunk {
  return {
    ...chunk,
    text: storable(chunk.text),
    lead: storable(chunk.lead),
    headings: chunk.headings.map(storable),
    header: chunk.header === null ? null : storable(chunk.header),
    locator: chunk.locator === null ? null : storable(chunk.locator),
  };
}
