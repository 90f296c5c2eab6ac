import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "../../kernel/ctx.ts";
import type { JobSystem } from "../../kernel/jobs/job-system.ts";
import type { Document } from "../../modules/knowledge/contract.ts";
import { getDocument } from "../../modules/knowledge/index.ts";
import type { CliIo } from "../io.ts";

/** Between two looks at what a Parley that runs is working on, ms. */
const LOOK_EVERY_MS = 500;
const AT_WORK = new Set<Document["state"]>(["queued", "reading", "splitting", "embedding"]);

/** Works off what is due in this process, and waits for what another has in hand. Ends with the io's signal. */
export async function waitForDocuments(
  ctx: Ctx,
  jobs: Pick<JobSystem, "drain">,
  documentIds: readonly string[],
  io: Pick<CliIo, "signal" | "note">,
): Promise<Document[]> {
  for (let left = documentIds.length; ; ) {
    await jobs.drain();
    const documents = await Promise.all(documentIds.map((id) => getDocument(ctx, id)));
    const working = documents.filter(({ state }) => AT_WORK.has(state)).length;
    if (working === 0) return documents;
    if (working < left) io.note(`${working} still to be read`);
    left = working;
    await sleep(LOOK_EVERY_MS, undefined, { signal: io.signal });
  }
}
