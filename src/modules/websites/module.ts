import type { Kernel } from "../../kernel/kernel.ts";
import { type ModuleDefinition, onJob, togetherWith } from "../../kernel/module.ts";
import { collectionDeleted } from "../knowledge/index.ts";
import { crawlDue } from "./crawl-due.ts";
import { crawlSource } from "./crawl-source.ts";
import { forgetCollection } from "./forget-collection.ts";
import { setParts } from "./internal/parts.ts";
import { crawlSourceJob } from "./jobs.ts";
import type { WebReader } from "./ports.ts";
import { websiteRoutes } from "./routes.ts";

export interface WebsitesOptions {
  /** Null on an installation that reads no websites. */
  readonly web: WebReader | null;
}

export function websitesModule({ web }: WebsitesOptions): ModuleDefinition {
  const stopping = new WeakMap<Kernel, AbortController>();
  return {
    name: "websites",
    routes: websiteRoutes,
    together: [togetherWith(collectionDeleted, forgetCollection)],
    jobs: [onJob(crawlSourceJob, crawlSource)],
    sweeps: [
      {
        name: "websites.crawl-due",
        everyMs: 60_000,
        run: async (kernel) => void (await crawlDue(kernel)),
      },
    ],
    start: async (kernel) => {
      const stop = new AbortController();
      stopping.set(kernel, stop);
      setParts(kernel, { web, stopping: stop.signal });
    },
    stop: async (kernel) => {
      stopping.get(kernel)?.abort(new Error("The process stops."));
      await web?.close();
    },
  };
}
