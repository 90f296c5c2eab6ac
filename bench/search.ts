import { sql } from "kysely";
import pg from "pg";
import { buildApp } from "../src/app.ts";
import { readConfig } from "../src/config.ts";
import { startInstallation } from "../src/installation.ts";
import { type Ctx, systemCtx } from "../src/kernel/ctx.ts";
import { inTransaction } from "../src/kernel/db/database.ts";
import type { Kernel } from "../src/kernel/kernel.ts";
import { createLog } from "../src/kernel/log.ts";
import { createUser } from "../src/modules/identity/index.ts";
import { mergeIndex, search } from "../src/modules/knowledge/index.ts";
import { indexVersion } from "../src/modules/search-index/index.ts";
import { createWorkspaceFor } from "../src/modules/workspaces/index.ts";
import { newInstallation } from "../src/testing/parley-installation.ts";
import { quantile } from "./lib/figures.ts";
import { atMost, numbersOf, plain, report, say } from "./lib/report.ts";
import { cleaningUp } from "./lib/workbench.ts";
import { type ZipfText, zipfText } from "./lib/zipf-text.ts";

/**
 * Searches by words, one after the other, as the product's own verb does them: questions that nobody asked before, so
 * that only what a search leaves in memory helps the next one. `--workspaces 1 --chunks 100000` and
 * `--workspaces 50 --chunks 20000` are the figures of the issue.
 */
const settings = numbersOf({
  workspaces: 1,
  chunks: 100_000,
  document: 50,
  words: 220,
  vocabulary: 120_000,
  searches: 300,
  limit: 60,
  /** 1: searched as autovacuum leaves the tables a minute after the import; 0: while dead rows are still there. */
  vacuum: 1,
  /** Then it gives up. */
  minutes: 60,
});

await cleaningUp(async (later) => {
  const installation = await newInstallation();
  later(() => installation.remove());
  const config = readConfig({ NODE_ENV: "test", DATA_DIR: installation.dataDir });
  const log = createLog({ level: "error", production: true });
  const running = await startInstallation(config, log);
  later(() => running.stop());
  const app = await buildApp({ ...running, config, log });
  later(() => app.close());

  const text = zipfText(settings.vocabulary, 1);
  const workspaces: Ctx[] = [];
  const began = performance.now();
  for (let number = 0; number < settings.workspaces; number += 1) {
    const ctx = await makeWorkspace(app.kernel, number);
    workspaces.push(ctx);
    await fill(ctx, text, settings.chunks);
    say(
      `Workspace ${number + 1} of ${settings.workspaces} after ${Math.round((performance.now() - began) / 1_000)} s`,
    );
  }
  const fillMs = performance.now() - began;
  if (settings.vacuum > 0) await vacuum(running.adminUrl);
  const spent: number[] = [];
  const cpu: number[] = [];
  let found = 0;
  for (let number = 0; number < settings.searches + 20; number += 1) {
    const ctx = workspaces[number % workspaces.length];
    if (ctx === undefined) throw new Error("There are no workspaces.");
    const q = text.question();
    const at = performance.now();
    const cpuBefore = process.cpuUsage();
    const { passages } = await search(ctx, { q, limit: 8 });
    const ms = performance.now() - at;
    if (number < 20) continue;
    spent.push(ms);
    const { user, system } = process.cpuUsage(cpuBefore);
    cpu.push((user + system) / 1_000);
    if (passages.length > 0) found += 1;
  }
  const total = settings.chunks * settings.workspaces;
  report(`Search by words in ${total.toLocaleString("en")} chunks of ${settings.workspaces} workspaces`, [
    plain("p50", quantile(spent, 0.5), "ms"),
    atMost("p95", quantile(spent, 0.95), settings.limit, "ms"),
    plain("p99", quantile(spent, 0.99), "ms"),
    plain("CPU of this process a search, p50", quantile(cpu, 0.5), "ms"),
    plain("CPU of this process a search, p95", quantile(cpu, 0.95), "ms"),
    plain("searches that found something", (found * 100) / spent.length, "%"),
    plain("indexing with merges", total / (fillMs / 1_000), "chunks/s"),
    plain("memory of this process", process.memoryUsage().rss / 1_048_576, "MiB"),
  ]);
}, settings.minutes * 60_000);

async function vacuum(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query("vacuum (analyze) search_index.block, search_index.segment, knowledge.chunk");
  await admin.end();
}

async function makeWorkspace(kernel: Kernel, number: number): Promise<Ctx> {
  const operator = systemCtx(kernel, { kind: "operator" });
  const owner = await createUser(operator, {
    email: `owner${number}@example.com`,
    name: "Owner",
    password: "lantern otter gravel",
    verified: true,
  });
  const { id } = await createWorkspaceFor(operator, { name: `Workspace ${number}`, ownerId: owner.id });
  return systemCtx(kernel, { kind: "job", name: "bench" }, id, ["knowledge.read"]);
}

async function fill(ctx: Ctx, text: ZipfText, chunks: number): Promise<void> {
  const collectionId = await inTransaction(ctx, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select id from knowledge.collection where workspace_id = ${ctx.workspaceId}`.execute(tx);
    return rows[0]?.id ?? "";
  });
  for (let done = 0, document = 0; done < chunks; done += settings.document, document += 1) {
    await addDocument(ctx, text, collectionId, document, Math.min(settings.document, chunks - done));
    if (document % 8 === 7) await mergeIndex(ctx);
  }
  await mergeIndex(ctx);
}

async function addDocument(
  ctx: Ctx,
  text: ZipfText,
  collectionId: string,
  number: number,
  count: number,
): Promise<void> {
  const [id, versionId, now] = [ctx.kernel.newId(), ctx.kernel.newId(), new Date()];
  const chunks = Array.from({ length: count }, (_, index) => ({
    number: index,
    text: text.text(settings.words),
    lead: "",
    headings: [text.text(4), text.text(3)],
    header: null,
  }));
  const name = `document ${number}.txt`;
  await inTransaction(ctx, async (tx) => {
    await sql`insert into knowledge.document (workspace_id, id, collection_id, name, state, run_id, seen_at, created_at, updated_at)
      values (${ctx.workspaceId}, ${id}, ${collectionId}, ${name}, 'ready', ${versionId}, ${now}, ${now}, ${now})`.execute(
      tx,
    );
    await sql`insert into knowledge.version (workspace_id, id, document_id, language, chunk_count, token_count, created_at)
      values (${ctx.workspaceId}, ${versionId}, ${id}, 'en', ${count}, 0, ${now})`.execute(tx);
    await sql`insert into knowledge.chunk (workspace_id, version_id, number, text, headings, tokens)
      select ${ctx.workspaceId}, ${versionId}, x.number, x.text, x.headings, 300
      from json_to_recordset(${JSON.stringify(chunks)}::json) as x(number integer, text text, headings text[])`.execute(
      tx,
    );
  });
  await indexVersion(ctx, { id: versionId, document: name, language: "en", chunks });
  await inTransaction(ctx, (tx) =>
    sql`update knowledge.document set version_id = ${versionId}, chunks = ${count}
      where workspace_id = ${ctx.workspaceId} and id = ${id}`.execute(tx),
  );
}
