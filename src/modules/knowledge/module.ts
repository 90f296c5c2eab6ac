import { Gate } from "../../kernel/gate.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { type ModuleDefinition, onJob, togetherWith } from "../../kernel/module.ts";
import { workspaceCreated } from "../workspaces/index.ts";
import { completeVectors } from "./complete-vectors.ts";
import { ensureGeneral } from "./internal/collections.ts";
import { documentLimit } from "./internal/document-limit.ts";
import { followVectors } from "./internal/embedded-versions.ts";
import { vectorStore } from "./internal/exact-vectors.ts";
import { partsOf, setParts } from "./internal/parts.ts";
import { searchAction } from "./internal/search-action.ts";
import { forgetVersionsJob, mergeSegmentsJob, processDocumentJob, reEmbedJob } from "./jobs.ts";
import { mergeIndex } from "./merge-index.ts";
import type { DocumentReader, OpenOcrEngine, OpenVectorIndex } from "./ports.ts";
import { processDocument } from "./process-document.ts";
import { reEmbedCollection } from "./re-embed-collection.ts";
import { knowledgeRoutes } from "./routes.ts";
import { takeUpStalled } from "./take-up-stalled.ts";

export interface KnowledgeOptions {
  readonly documents: DocumentReader;
  readonly scans: OpenOcrEngine;
  /** Null: words alone. */
  readonly vectors: OpenVectorIndex | null;
}

export function knowledgeModule(options: KnowledgeOptions): ModuleDefinition {
  const stopping = new WeakMap<Kernel, AbortController>();
  return {
    name: "knowledge",
    routes: knowledgeRoutes,
    together: [togetherWith(workspaceCreated, (ctx) => ensureGeneral(ctx))],
    jobs: [
      onJob(processDocumentJob, processDocument),
      onJob(forgetVersionsJob, async (ctx, { versionIds }) => {
        const { vectors } = partsOf(ctx.kernel);
        for (const id of versionIds) await vectors?.removeVersion(ctx.workspaceId ?? "", id);
      }),
      onJob(reEmbedJob, reEmbedCollection),
      onJob(mergeSegmentsJob, async (ctx) => void (await mergeIndex(ctx))),
    ],
    actions: [searchAction],
    limits: [documentLimit],
    sweeps: [
      {
        name: "knowledge.take-up-stalled",
        everyMs: 60_000,
        run: async (kernel) => void (await takeUpStalled(kernel)),
      },
      {
        name: "knowledge.complete-vectors",
        everyMs: 300_000,
        run: async (kernel) => void (await completeVectors(kernel)),
      },
    ],
    start: async (kernel) => {
      const stop = new AbortController();
      stopping.set(kernel, stop);
      const vectors = (await options.vectors?.(kernel, vectorStore(kernel))) ?? null;
      setParts(kernel, { ...options, vectors, desk: new Gate(1), stopping: stop.signal });
      followVectors(kernel);
    },
    stop: async (kernel) => {
      stopping.get(kernel)?.abort(new Error("The process stops."));
      await options.documents.close();
      await partsOf(kernel).vectors?.close();
    },
  };
}
