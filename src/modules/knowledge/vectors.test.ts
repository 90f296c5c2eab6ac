import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ModelSimulator, startModelSimulator } from "../../../simulators/model/start-model-simulator.ts";
import { systemCtx } from "../../kernel/ctx.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { getWallet } from "../ledger/index.ts";
import { setPrice } from "../models/index.ts";
import { deleteDocument } from "./delete-document.ts";
import { getDocument } from "./get-document.ts";
import { partsOf, setParts } from "./internal/parts.ts";
import { vectorHits } from "./internal/vector-hits.ts";
import { reEmbedCollection } from "./re-embed-collection.ts";
import { addText, generalOf } from "./testing/upload.ts";
import { updateCollection } from "./update-collection.ts";

const MODEL = "sim/embed-one";
const stays = new AbortController().signal;

let simulator: ModelSimulator;
let app: TestApp;
let workspace: TestWorkspace;
let general: string;

beforeAll(async () => {
  simulator = await startModelSimulator();
  const models = ["sim", "embed-one", "embed-two", "embed-dear"];
  const endpoint = { id: "sim", name: "Simulated", baseUrl: simulator.url, models };
  // Nobody listens there.
  const dead = { id: "dead", name: "Dead", baseUrl: "http://127.0.0.1:9/v1", models: ["embed"] };
  app = await testApp({ env: { MODEL_ENDPOINTS: JSON.stringify([endpoint, dead]) } });
});
beforeEach(async () => {
  workspace = await newWorkspace(app.kernel);
  general = await generalOf(workspace.ctx);
  simulator.reset();
});
afterAll(async () => {
  await app.close();
  await simulator.close();
});

const parts = () => partsOf(app.kernel);
const original = { parts: null as ReturnType<typeof parts> | null };
afterEach(() => {
  if (original.parts !== null) setParts(app.kernel, original.parts);
  original.parts = null;
});

async function addReady(name: string, text: string) {
  const { document } = await addText(workspace.ctx, general, name, text);
  await app.jobs.drain();
  return getDocument(workspace.ctx, document.id);
}

async function row(documentId: string) {
  const { rows } = await app.adminPool.query<{ version_id: string }>(
    "select version_id from knowledge.document where id = $1",
    [documentId],
  );
  return rows[0]?.version_id ?? "";
}

async function embedded() {
  const { rows } = await app.adminPool.query<{
    model: string;
    complete: boolean;
    done: number;
    vectors: number;
  }>(
    `select e.model, e.complete, e.done, (select count(*)::int from knowledge.embedding x
       where x.version_id = e.version_id and x.model = e.model) as vectors
     from knowledge.embedded_version e where e.workspace_id = $1 order by e.model, e.version_id`,
    [workspace.id],
  );
  return rows;
}

const useModel = (embeddingModel: string | null) =>
  updateCollection(workspace.ctx, general, { embeddingModel });
const hits = async (question: string, versions: string[], of = workspace.ctx) =>
  (await vectorHits(of, question, new Set(versions), 5, stays)).map(({ versionId }) => versionId);
const used = async () => BigInt((await getWallet(workspace.ctx)).usedMicroPt);
const requests = () => simulator.requests().filter(({ path }) => path === "/v1/embeddings").length;
const jobCtx = () => systemCtx(app.kernel, { kind: "job", name: "test" }, workspace.id);

describe("a document in a collection with an embedding model", () => {
  it("gets vectors before it is ready, is found by them, and is charged", async () => {
    await useModel(MODEL);
    const tea = await addReady("tea.txt", "Green tea is brewed at eighty degrees.");
    const cat = await addReady("cat.txt", "The cat sleeps on the warm roof.");
    expect([tea.state, cat.state]).toEqual(["ready", "ready"]);
    expect(await embedded()).toMatchObject([
      { model: MODEL, complete: true, vectors: 1 },
      { model: MODEL, complete: true, vectors: 1 },
    ]);
    const versions = [await row(tea.id), await row(cat.id)];
    expect(await hits("a cat on the roof", versions)).toEqual([versions[1], versions[0]]);
    expect(await used()).toBeGreaterThan(0n);
    expect((await getWallet(workspace.ctx)).heldMicroPt).toBe("0");
  });

  it("is not found where it may not be read, by a stranger, or once it is deleted", async () => {
    await useModel(MODEL);
    const tea = await addReady("tea.txt", "Green tea is brewed at eighty degrees.");
    const version = await row(tea.id);
    expect(await hits("green tea", [version])).toEqual([version]);
    expect(await hits("green tea", [app.kernel.newId()])).toEqual([]);
    const stranger = await newWorkspace(app.kernel);
    expect(await hits("green tea", [version], stranger.ctx)).toEqual([]);
    await deleteDocument(workspace.ctx, tea.id);
    await app.jobs.drain();
    expect(await embedded()).toEqual([]);
    expect(await hits("green tea", [version])).toEqual([]);
  });

  it("charges a question once, however often it is asked", async () => {
    await useModel(MODEL);
    const version = await row((await addReady("tea.txt", "Green tea.")).id);
    await hits("green tea", [version]);
    const after = await used();
    await hits("green tea", [version]);
    expect(await used()).toBe(after);
  });

  it("is found by its words alone while the provider is down, and gets its vectors later", async () => {
    await useModel("dead/embed");
    const tea = await addReady("tea.txt", "Green tea.");
    expect(tea.state).toBe("ready");
    const version = await row(tea.id);
    expect(await hits("green tea", [version])).toEqual([]);
    expect(await used()).toBe(0n);
    await useModel(MODEL);
    await app.sweep("knowledge.complete-vectors");
    await app.jobs.drain();
    expect(await hits("green tea", [version])).toEqual([version]);
  });

  it("fails with what to do when the credit does not suffice", async () => {
    const million = 1_000_000_000_000_000n;
    await setPrice(systemCtx(app.kernel, { kind: "operator" }), {
      model: "sim/embed-dear",
      version: "dear",
      effectiveFrom: app.clock.now(),
      inputPerMillion: million,
      cachedInputPerMillion: million,
      cacheWritePerMillion: million,
      outputPerMillion: million,
      reasoningPerMillion: million,
    });
    await useModel("sim/embed-dear");
    const tea = await addReady("tea.txt", "Green tea.");
    expect(tea).toMatchObject({ state: "failed", failure: { code: "not_enough_credit" } });
    expect(await used()).toBe(0n);
  });
});

describe("another embedding model", () => {
  it("takes over when all its vectors are there; the former one serves until then and is removed", async () => {
    await useModel(MODEL);
    const tea = await addReady("tea.txt", "Green tea.");
    await addReady("cat.txt", "The cat sleeps.");
    const version = await row(tea.id);
    await updateCollection(workspace.ctx, general, { embeddingModel: "dead/embed" });
    await expect(reEmbedCollection(jobCtx(), { collectionId: general })).rejects.toMatchObject({
      code: "provider_unavailable",
    });
    expect(await hits("green tea", [version])).toEqual([version]);
    await useModel("sim/embed-two");
    expect(await hits("green tea", [version])).toEqual([version]);
    await app.jobs.drain();
    expect(await embedded()).toMatchObject([
      { model: "sim/embed-two", complete: true, vectors: 1 },
      { model: "sim/embed-two", complete: true, vectors: 1 },
    ]);
    expect(await hits("green tea", [version])).toEqual([version]);
  });

  it("that is none removes the vectors", async () => {
    await useModel(MODEL);
    const tea = await addReady("tea.txt", "Green tea.");
    await useModel(null);
    await app.jobs.drain();
    expect(await embedded()).toEqual([]);
    expect(await hits("green tea", [await row(tea.id)])).toEqual([]);
  });

  it("goes on where it was interrupted, and pays for no text twice", async () => {
    const text = Array.from(
      { length: 400 },
      (_, n) => `# Part ${n}\n\n${`Sentence ${n} of the book. `.repeat(60)}`,
    );
    const book = await addReady("book.txt", text.join("\n\n"));
    expect(book.chunks).toBeGreaterThan(128);
    await useModel(MODEL);
    const whole = parts();
    original.parts = whole;
    const { vectors } = whole;
    if (vectors === null) throw new Error("There is no index.");
    let writes = 0;
    const breaking = {
      ...vectors,
      upsert: async (...given: Parameters<typeof vectors.upsert>) => {
        writes += 1;
        if (writes === 2) throw new Error("The disk is full.");
        return vectors.upsert(...given);
      },
    };
    setParts(app.kernel, { ...whole, vectors: breaking });
    const again = () => reEmbedCollection(jobCtx(), { collectionId: general });
    await expect(again()).rejects.toThrow("disk");
    expect(await embedded()).toMatchObject([{ complete: false, done: 64 }]);
    const charged = await used();
    await again();
    const batches = Math.ceil(book.chunks / 64);
    expect(requests()).toBe(batches + 1);
    expect(await embedded()).toMatchObject([{ complete: true, done: book.chunks, vectors: book.chunks }]);
    // Two batches were paid before; the second was asked for again and not paid again.
    const perBatch = charged / 2n;
    expect(await used()).toBeLessThan(perBatch * BigInt(batches + 1));
    const all = await used();
    await again();
    expect(await used()).toBe(all);
  });

  it("takes up a collection that another index held", async () => {
    await useModel(MODEL);
    const tea = await addReady("tea.txt", "Green tea.");
    const version = await row(tea.id);
    await app.adminPool.query(
      "update knowledge.embedded_version set held_by = 'qdrant at home' where version_id = $1",
      [version],
    );
    await app.sweep("knowledge.complete-vectors");
    await app.jobs.drain();
    expect(await embedded()).toMatchObject([{ complete: true }]);
    const { rows } = await app.adminPool.query(
      "select held_by from knowledge.embedded_version where version_id = $1",
      [version],
    );
    expect(rows).toEqual([{ held_by: "exact" }]);
  });
});

describe("a search by vectors", () => {
  it("is left to the words when the index fails", async () => {
    await useModel(MODEL);
    const version = await row((await addReady("tea.txt", "Green tea.")).id);
    const whole = parts();
    original.parts = whole;
    const { vectors } = whole;
    if (vectors === null) throw new Error("There is no index.");
    const search = () => Promise.reject(new Error("It is gone."));
    setParts(app.kernel, { ...whole, vectors: { ...vectors, search } });
    expect(await hits("green tea", [version])).toEqual([]);
  });

  it("ends when the asker leaves", async () => {
    await useModel(MODEL);
    const version = await row((await addReady("tea.txt", "Green tea.")).id);
    const left = AbortSignal.abort(new Error("left"));
    await expect(vectorHits(workspace.ctx, "never asked", new Set([version]), 5, left)).rejects.toThrow(
      "left",
    );
  });
});
