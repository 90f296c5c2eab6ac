import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inSnapshot } from "../../kernel/db/database.ts";
import { requirePermission } from "../../kernel/permissions.ts";
import { findPassages, type RankedPassage } from "../retrieval/index.ts";
import { type Passage, type SearchResult, searchQuery } from "./contract.ts";
import { openIndex, readableVersions } from "./internal/index-reader.ts";
import { loadSettings, type StoredSettings } from "./internal/stored-settings.ts";
import { hasVectors, vectorHits } from "./internal/vector-hits.ts";
import type { VectorHit } from "./ports.ts";

/** Chunks that vectors bring into the fusion. */
const NEAREST = 60;

/**
 * Passages of documents that the asker may read, best first, and how sure it is that they answer. Verdict: `answer`,
 * `caveat` or `not_found`, by the workspace's thresholds. Call it outside any transaction: with an embedding model the
 * question's vector is fetched.
 * @throws AppError forbidden, validation_failed
 */
export async function search(ctx: Ctx, input: z.input<typeof searchQuery>): Promise<SearchResult> {
  requirePermission(ctx, "knowledge.read");
  const { q, collectionId, limit } = searchQuery.parse(input);
  const collectionIds = collectionId === undefined ? null : [collectionId].flat();
  const near = await nearestChunks(ctx, q, collectionIds);
  return inSnapshot(ctx, async (tx, ctx) => {
    const reader = await openIndex(ctx, tx, collectionIds);
    const found = await findPassages(reader, q, { limit, vectorHits: near, signal: ctx.signal });
    return {
      passages: found.passages.map(presentPassage),
      confidence: found.confidence,
      verdict: verdictOf(found.confidence, found.passages.length, await loadSettings(ctx, tx)),
      corrected: found.corrected,
    };
  });
}

/** None where nothing has vectors. What is found is checked against what may be read once more, in the search's snapshot. */
async function nearestChunks(
  ctx: Ctx,
  q: string,
  collectionIds: readonly string[] | null,
): Promise<readonly VectorHit[]> {
  if (!(await hasVectors(ctx))) return [];
  const versions = await inSnapshot(ctx, (tx, ctx) => readableVersions(ctx, tx, collectionIds));
  return vectorHits(ctx, q, versions, NEAREST, ctx.signal);
}

function verdictOf(
  confidence: number,
  passages: number,
  { refuseBelow, caveatBelow }: StoredSettings,
): SearchResult["verdict"] {
  if (passages === 0 || confidence * 100 < refuseBelow) return "not_found";
  return confidence * 100 < caveatBelow ? "caveat" : "answer";
}

function presentPassage({ chunk, score }: RankedPassage): Passage {
  return {
    documentId: chunk.documentId,
    versionId: chunk.versionId,
    collectionId: chunk.collectionId,
    document: chunk.document,
    url: chunk.url,
    chunk: chunk.number,
    headings: [...chunk.headings],
    header: chunk.header,
    page: chunk.page,
    locator: chunk.locator,
    text: chunk.text,
    score,
  };
}
