import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { sql } from "kysely";
import { exactIndex } from "../src/adapters/vectors/exact/exact-index.ts";
import { buildApp } from "../src/app.ts";
import { readConfig } from "../src/config.ts";
import { startInstallation } from "../src/installation.ts";
import { type Ctx, systemCtx } from "../src/kernel/ctx.ts";
import { inTransaction } from "../src/kernel/db/database.ts";
import type { Kernel } from "../src/kernel/kernel.ts";
import { createLog } from "../src/kernel/log.ts";
import { createUser } from "../src/modules/identity/index.ts";
import { mergeIndex, search, vectorStore } from "../src/modules/knowledge/index.ts";
import { indexVersion } from "../src/modules/search-index/index.ts";
import { createWorkspaceFor } from "../src/modules/workspaces/index.ts";
import { newInstallation } from "../src/testing/parley-installation.ts";
import { quantile, seeded } from "./lib/figures.ts";
import { atMost, numbersOf, plain, report, say } from "./lib/report.ts";
import { cleaningUp } from "./lib/workbench.ts";
import { zipfText } from "./lib/zipf-text.ts";

/**
 * Exact search by vectors in one workspace, alone and as the product's hybrid search does it, with the question's vector
 * fetched over HTTP and charged: `--chunks 100000 --dimensions 768` is the figure of the issue. Vectors are random,
 * which is the worst case for the first pass.
 */
const settings = numbersOf({
  chunks: 100_000,
  dimensions: 768,
  document: 64,
  words: 120,
  searches: 200,
  limit: 120,
});
const MODEL = "bench/embed";
const WARM_UP = 10;
const random = seeded(11);
const vector = () => Float32Array.from({ length: settings.dimensions }, () => random() - 0.5);

await cleaningUp(async (later) => {
  const endpoint = await embeddingEndpoint();
  later(endpoint.close);
  const installation = await newInstallation();
  later(() => installation.remove());
  const config = readConfig({
    NODE_ENV: "test",
    DATA_DIR: installation.dataDir,
    VECTOR_CACHE_MB: "1024",
    MODEL_ENDPOINTS: JSON.stringify([
      { id: "bench", name: "Bench", baseUrl: endpoint.url, models: ["embed"] },
    ]),
  });
  const log = createLog({ level: "error", production: true });
  const running = await startInstallation(config, log);
  later(() => running.stop());
  const app = await buildApp({ ...running, config, log });
  later(() => app.close());
  const ctx = await makeWorkspace(app.kernel);
  const index = exactIndex(vectorStore(app.kernel), 1024 * 1024 * 1024);

  const began = performance.now();
  const versions = await fill(ctx, index);
  const fillMs = performance.now() - began;
  const signal = new AbortController().signal;
  const find = () => index.search(ctx.workspaceId ?? "", MODEL, vector(), versions, 60, signal);
  const cold = await timed(find);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const before = process.cpuUsage();
  const warm = await many(find);
  const { user, system } = process.cpuUsage(before);
  delay.disable();
  const text = zipfText(50_000, 2);
  const hybrid = await many(() => search(ctx, { q: text.question(), limit: 8 }));
  report(
    `Vectors: ${settings.chunks.toLocaleString("en")} of ${settings.dimensions} dimensions in one workspace`,
    [
      plain("first search, nothing in memory", cold, "ms"),
      plain("vectors alone, p50", quantile(warm, 0.5), "ms"),
      plain("vectors alone, p95", quantile(warm, 0.95), "ms"),
      plain(
        "CPU of this process for one, on average",
        (user + system) / 1_000 / (warm.length + WARM_UP),
        "ms",
      ),
      plain("event-loop delay meanwhile, p99", delay.percentile(99) / 1e6, "ms"),
      plain("hybrid, p50", quantile(hybrid, 0.5), "ms"),
      atMost("hybrid, p95", quantile(hybrid, 0.95), settings.limit, "ms"),
      plain("questions embedded and charged", endpoint.asked(), ""),
      plain("writing text and vectors", settings.chunks / (fillMs / 1_000), "chunks/s"),
      plain("memory of this process", process.memoryUsage().rss / 1_048_576, "MiB"),
    ],
  );
});

async function timed(work: () => Promise<unknown>): Promise<number> {
  const at = performance.now();
  await work();
  return performance.now() - at;
}

async function many(work: () => Promise<unknown>): Promise<number[]> {
  for (let number = 0; number < WARM_UP; number += 1) await work();
  const spent: number[] = [];
  for (let number = 0; number < settings.searches; number += 1) spent.push(await timed(work));
  return spent;
}

async function fill(ctx: Ctx, index: ReturnType<typeof exactIndex>): Promise<Set<string>> {
  const text = zipfText(50_000, 1);
  const { workspaceId, kernel } = ctx;
  const { rows } = await inTransaction(ctx, (tx) =>
    sql<{ id: string }>`
      update knowledge.collection set embedding_model = ${MODEL} where workspace_id = ${workspaceId} returning id`.execute(
      tx,
    ),
  );
  const collectionId = rows[0]?.id;
  const versions = new Set<string>();
  for (let done = 0; done < settings.chunks; done += settings.document) {
    const count = Math.min(settings.document, settings.chunks - done);
    const [id, versionId, now] = [kernel.newId(), kernel.newId(), new Date()];
    const chunks = Array.from({ length: count }, (_, number) => ({
      ...{ number, text: text.text(settings.words), lead: "", headings: [], header: null },
    }));
    await inTransaction(ctx, async (tx) => {
      await sql`insert into knowledge.document (workspace_id, id, collection_id, name, state, run_id, seen_at, created_at, updated_at)
        values (${workspaceId}, ${id}, ${collectionId}, ${`${done}.txt`}, 'ready', ${versionId}, ${now}, ${now}, ${now})`.execute(
        tx,
      );
      await sql`insert into knowledge.version (workspace_id, id, document_id, language, chunk_count, token_count, created_at)
        values (${workspaceId}, ${versionId}, ${id}, 'en', ${count}, 0, ${now})`.execute(tx);
      await sql`insert into knowledge.chunk (workspace_id, version_id, number, text, tokens)
        select ${workspaceId}, ${versionId}, x.number, x.text, 300
        from json_to_recordset(${JSON.stringify(chunks)}::json) as x(number integer, text text)`.execute(tx);
    });
    await index.upsert(
      workspaceId ?? "",
      MODEL,
      chunks.map(({ number }) => ({ versionId, number, vector: vector() })),
    );
    await indexVersion(ctx, { id: versionId, document: `${done}.txt`, language: "en", chunks });
    await inTransaction(ctx, async (tx) => {
      await sql`insert into knowledge.embedded_version (workspace_id, version_id, model, held_by, dimensions, done, complete, updated_at)
        values (${workspaceId}, ${versionId}, ${MODEL}, 'exact', ${settings.dimensions}, ${count}, true, ${now})`.execute(
        tx,
      );
      await sql`update knowledge.document set version_id = ${versionId}, chunks = ${count}
        where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
    });
    versions.add(versionId);
    if (versions.size % 8 === 0) await mergeIndex(ctx);
    if (versions.size % 200 === 0) say(`${done + count} of ${settings.chunks} chunks`);
  }
  await mergeIndex(ctx);
  return versions;
}

async function makeWorkspace(kernel: Kernel): Promise<Ctx> {
  const operator = systemCtx(kernel, { kind: "operator" });
  const owner = await createUser(operator, {
    email: "owner@example.com",
    name: "Owner",
    password: "lantern otter gravel",
    verified: true,
  });
  const { id } = await createWorkspaceFor(operator, { name: "Bench", ownerId: owner.id });
  return systemCtx(kernel, { kind: "job", name: "bench" }, id, ["knowledge.read"]);
}

/** OpenAI's wire, with a random vector for each text. */
async function embeddingEndpoint() {
  let asked = 0;
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { input }: { input: string[] } = JSON.parse(body);
    asked += input.length;
    const data = input.map((_, position) => ({ index: position, embedding: [...vector()] }));
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ data, usage: { prompt_tokens: input.length * 10 } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A TCP server's address is an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked: () => asked,
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
