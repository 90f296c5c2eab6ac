import { monitorEventLoopDelay } from "node:perf_hooks";
import { buildApp } from "../src/app.ts";
import { readConfig } from "../src/config.ts";
import { startInstallation } from "../src/installation.ts";
import { type Ctx, systemCtx } from "../src/kernel/ctx.ts";
import { createLog } from "../src/kernel/log.ts";
import { createUser } from "../src/modules/identity/index.ts";
import { addDocument, getDocument, listCollections } from "../src/modules/knowledge/index.ts";
import { createWorkspaceFor } from "../src/modules/workspaces/index.ts";
import { newInstallation } from "../src/testing/parley-installation.ts";
import { textPdf } from "./lib/document-files.ts";
import { atMost, numbersOf, plain, report } from "./lib/report.ts";
import { cleaningUp } from "./lib/workbench.ts";

/**
 * A text PDF from its upload until searches see it, in a process that serves the web and does the jobs: reading,
 * splitting, indexing. The event loop's delay is that of this process meanwhile.
 */
const settings = numbersOf({ pages: 500, rounds: 3, minutes: 10 });
const PERMISSIONS = ["knowledge.read", "knowledge.use", "knowledge.manage"];
const LOOK_EVERY_MS = 20;

await cleaningUp(async (later) => {
  const installation = await newInstallation();
  later(() => installation.remove());
  const config = readConfig({ NODE_ENV: "test", DATA_DIR: installation.dataDir, PORT: "0" });
  const log = createLog({ level: "error", production: true });
  const running = await startInstallation(config, log);
  later(() => running.stop());
  const app = await buildApp({ ...running, config, log });
  later(() => app.close());
  await app.jobs.work();
  const operator = systemCtx(app.kernel, { kind: "operator" });
  const owner = await createUser(operator, {
    email: "owner@example.com",
    name: "Owner",
    password: "lantern otter gravel",
    verified: true,
  });
  const { id } = await createWorkspaceFor(operator, { name: "Bench", ownerId: owner.id });
  const ctx = systemCtx(app.kernel, { kind: "job", name: "bench" }, id, PERMISSIONS);
  const [collection] = await listCollections(ctx);
  if (collection === undefined) throw new Error("There is no collection.");
  const times: number[] = [];
  let chunks = 0;
  const delay = monitorEventLoopDelay({ resolution: 5 });
  for (let round = 0; round < settings.rounds; round += 1) {
    // Each file is another: the same content is recognised and not read again.
    const bytes = await textPdf(settings.pages, 1_000);
    delay.enable();
    const began = performance.now();
    chunks = await untilReady(ctx, collection.id, `long ${round}.pdf`, bytes);
    times.push(performance.now() - began);
    delay.disable();
  }
  report(`A text PDF of ${settings.pages} pages, from upload to found`, [
    atMost("ready, longest", Math.max(...times) / 1_000, 20, "s"),
    plain("ready, shortest", Math.min(...times) / 1_000, "s"),
    plain("passages", chunks, ""),
    atMost("event-loop delay meanwhile, p99", delay.percentile(99) / 1e6, 50, "ms"),
    plain("event-loop delay meanwhile, longest", delay.max / 1e6, "ms"),
  ]);
}, settings.minutes * 60_000);

/** @returns how many passages it has */
async function untilReady(ctx: Ctx, collectionId: string, name: string, bytes: Buffer): Promise<number> {
  const content = (async function* () {
    yield bytes;
  })();
  const added = await addDocument(ctx, { collectionId, name, mediaType: "application/pdf", content });
  for (;;) {
    const { state, chunks, failure } = await getDocument(ctx, added.document.id);
    if (state === "ready") return chunks;
    if (state === "failed") throw new Error(failure?.message);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
