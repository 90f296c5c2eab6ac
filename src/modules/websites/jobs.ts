import { z } from "zod";
import { idSchema } from "../../kernel/contract.ts";
import type { JobDefinition } from "../../kernel/module.ts";

const crawlPayload = z.object({ sourceId: idSchema, runId: idSchema });

/** A slice of a crawl; the next one is enqueued by it. One site at a time in a process. */
export const crawlSourceJob: JobDefinition<typeof crawlPayload> = {
  name: "websites.crawl-source",
  payload: crawlPayload,
  retries: 3,
  singleton: true,
  concurrency: 1,
  expireSeconds: 1_800,
};
