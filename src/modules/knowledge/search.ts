import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inSnapshot } from "../../kernel/db/database.ts";
import { requirePermission } from "../../kernel/permissions.ts";
import { findPassages, type RankedPassage } from "../retrieval/index.ts";
import { type Passage, type SearchResult, searchQuery } from "./contract.ts";
import { openIndex, readableVersions } from "./internal/index-reader.ts";
import { rerankPassages } from "./internal/rerank-passages.ts";
import { loadSettings, type StoredSettings } from "./internal/stored-settings.ts";
import { hasVectors, vectorHits } from "./internal/vector-hits.ts";
import type { VectorHit } from "./ports.ts";

/** Chunks that vectors bring into the fusion. */
const NEAREST = 60;
/** Passages that a reranker orders; more where more are asked for. */
const TO_ORDER = 40;

/**
 * Passages of documents that the asker may read, best first, and how sure it is that they answer. Verdict: `answer`,
 * `caveat` or `not_found`, by the workspace's thresholds; how sure it is a reranker does not change. Call it outside any
 * transaction: with an embedding model the question's vector is fetched, with a reranker the order.
 * @throws AppError forbidden, validation_failed
 */
export async function search(ctx: Ctx, input: z.input<typeof searchQuery>): Promise<SearchResult> {
  requirePermission(ctx, "knowledge.read");
  const { q, collectionId, limit } = searchQuery.parse(input);
  const collectionIds = collectionId === undefined ? null : [collectionId].flat();
  const near = await nearestChunks(ctx, q, collectionIds);
  const { found, settings } = await inSnapshot(ctx, async (tx, ctx) => {
    const settings = await loadSettings(ctx, tx);
    const reader = await openIndex(ctx, tx, collectionIds);
    const most = settings.rerankModel === null ? limit : Math.max(limit, TO_ORDER);
    const options = { limit: most, vectorHits: near, signal: ctx.signal };
    return { settings, found: await findPassages(reader, q, options) };
  });
  const passages = await rerankPassages(ctx, settings.rerankModel, q, found.passages, ctx.signal);
  return {
    passages: passages.slice(0, limit).map(presentPassage),
    confidence: found.confidence,
    verdict: verdictOf(found.confidence, passages.length, settings),
    corrected: found.corrected,
  };
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
