import type { Kernel } from "../../kernel/kernel.ts";
import { type ModuleDefinition, onJob, togetherWith } from "../../kernel/module.ts";
import { workspaceCreated } from "../workspaces/index.ts";
import { ensureGeneral } from "./internal/collections.ts";
import { documentLimit } from "./internal/document-limit.ts";
import { partsOf, setParts } from "./internal/parts.ts";
import { forgetVersionsJob, processDocumentJob } from "./jobs.ts";
import type { DocumentReader, VectorIndex, WebReader } from "./ports.ts";
import { processDocument } from "./process-document.ts";
import { knowledgeRoutes } from "./routes.ts";
import { takeUpStalled } from "./take-up-stalled.ts";

export interface KnowledgeOptions {
  readonly documents: DocumentReader;
  readonly web: WebReader | null;
  readonly vectors: VectorIndex | null;
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
    ],
    limits: [documentLimit],
    sweeps: [
      {
        name: "knowledge.take-up-stalled",
        everyMs: 60_000,
        run: async (kernel) => void (await takeUpStalled(kernel)),
      },
    ],
    start: async (kernel) => {
      const stop = new AbortController();
      stopping.set(kernel, stop);
      setParts(kernel, { ...options, stopping: stop.signal });
    },
    stop: async (kernel) => {
      stopping.get(kernel)?.abort(new Error("The process stops."));
      await options.documents.close();
      await options.web?.close();
    },
  };
}
