import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type ModelSimulator, startModelSimulator } from "../../../simulators/model/start-model-simulator.ts";
import { type FixtureServer, serveFixture } from "../../adapters/models/testing/fixture-server.ts";
import { systemCtx } from "../../kernel/ctx.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { auditTrail } from "../../testing/audit-trail.ts";
import { newMember, newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { signIn } from "../../testing/signed-in.ts";
import { getWallet } from "../ledger/index.ts";
import { setPrice } from "../models/index.ts";
import { createCollection } from "./create-collection.ts";
import { getKnowledgeSettings, updateKnowledgeSettings } from "./knowledge-settings.ts";
import { search } from "./search.ts";
import { indexText, readPlainText } from "./testing/indexed.ts";
import { generalOf } from "./testing/upload.ts";

/** The words of the first are rarer; the second has more of the question's words as they stand. */
const QUESTION = "how long is the guarantee for the kettle";
const CARD = "# Cards\nKettle guarantee card: the kettle guarantee has a number.";
const TERM = "# Terms\nThis is how long the guarantee is for: two years.";

/** Each at an endpoint of its own: what fails often is left alone for a while. */
const FAULTS = ["error-503", "error-401", "slow-600000", "drop-1", "malformed-1", "empty"];

let simulator: ModelSimulator;
/** Gives logits, and likes best what it was sent last. */
let contrary: FixtureServer;
let app: TestApp;
let workspace: TestWorkspace;
let general: string;
beforeAll(async () => {
  simulator = await startModelSimulator();
  contrary = await serveFixture(({ body }) => {
    const documents = Array.isArray(body.documents) ? body.documents : [];
    const results = documents.map((_, index) => ({ index, relevance_score: index - 2.5 }));
    return { body: JSON.stringify({ results }) };
  });
  const endpoint = (id: string, ...rerankModels: string[]) => ({
    id,
    name: id,
    baseUrl: simulator.url,
    models: ["sim"],
    rerankModels,
  });
  const endpoints = [
    endpoint("sim", "rank", "dear"),
    { ...endpoint("contrary", "rank"), baseUrl: contrary.url },
    ...FAULTS.map((fault) => endpoint(`with-${fault}`, fault)),
  ];
  app = await testApp({ env: { MODEL_ENDPOINTS: JSON.stringify(endpoints) } });
});
beforeEach(async () => {
  workspace = await newWorkspace(app.kernel);
  readPlainText(workspace.ctx);
  general = await generalOf(workspace.ctx);
  await indexText(workspace.ctx, general, "card.txt", CARD);
  await indexText(workspace.ctx, general, "term.txt", TERM);
  simulator.reset();
  contrary.requests.length = 0;
});
afterAll(async () => {
  await app.close();
  await simulator.close();
  await contrary.close();
});

const choose = (rerankModel: string | null) => updateKnowledgeSettings(workspace.ctx, { rerankModel });
const ask = (more: object = {}, ctx = workspace.ctx) => search(ctx, { q: QUESTION, ...more });
const names = ({ passages }: Awaited<ReturnType<typeof ask>>) => passages.map(({ document }) => document);
const asked = () => simulator.requests().filter(({ path }) => path === "/v1/rerank").length;
const sent = () => contrary.requests.map(({ body }) => body.documents as string[]);
const used = async () => {
  const { heldMicroPt, usedMicroPt } = await getWallet(workspace.ctx);
  expect(heldMicroPt).toBe("0");
  return BigInt(usedMicroPt);
};

const statement = async () => {
  const url = `/api/workspaces/${workspace.id}/statement?kind=usage`;
  return (await app.http.inject({ url, headers: await signIn(app.http, workspace.owner) })).json();
};

describe("a search with a reranker", () => {
  it("has the passages in its order, and is as sure as it was", async () => {
    const before = await ask();
    expect(names(before)).toEqual(["card.txt", "term.txt"]);
    await choose("sim/rank");
    const after = await ask();
    expect(names(after)).toEqual(["term.txt", "card.txt"]);
    expect(after.passages.map(({ score }) => score)).toEqual([6 / 7, 3 / 7]);
    const { confidence, verdict, corrected } = before;
    expect(after).toMatchObject({ confidence, verdict, corrected });
  });

  it("is charged, once for the same passages, and the books say for what", async () => {
    await choose("sim/rank");
    expect(await used()).toBe(0n);
    await ask();
    const charged = await used();
    expect(charged).toBeGreaterThan(0n);
    await ask();
    expect(names(await ask({ limit: 1 }))).toEqual(["term.txt"]);
    expect(await used()).toBe(charged);
    expect(asked()).toBe(1);
    expect(await statement()).toMatchObject({ items: [{ what: "Passages ordered", model: "sim/rank" }] });
    await indexText(workspace.ctx, general, "more.txt", "# More\nThe kettle is red.");
    await ask();
    expect(asked()).toBe(2);
    expect(await used()).toBeGreaterThan(charged);
  });

  it("is charged once where the same is searched for at the same time", async () => {
    await choose("sim/rank");
    const both = await Promise.all([ask(), ask(), ask()]);
    expect(both.map(names)).toEqual(Array(3).fill(["term.txt", "card.txt"]));
    expect(await used()).toBeGreaterThan(0n);
    expect(await statement()).toMatchObject({ items: [{ what: "Passages ordered" }] });
  });

  it("lets it choose among forty, each with its headings and cut, and takes logits between nought and one", async () => {
    const many = Array.from({ length: 45 }, (_, n) => n);
    const long = "The lighthouse keeper counts the waves of the night. ".repeat(60);
    await indexText(workspace.ctx, general, "long.txt", `# Waves\n${long}`);
    for (const n of many) {
      await indexText(workspace.ctx, general, `${n}.txt`, `# Keepers\nThe lighthouse keeper lit lamp ${n}.`);
    }
    const q = "lighthouse keeper";
    const before = await search(workspace.ctx, { q, limit: 40 });
    await choose("contrary/rank");
    const after = await search(workspace.ctx, { q, limit: 3 });
    expect(names(after)).toEqual(names(before).slice(-3).reverse());
    const [documents = []] = sent();
    expect(documents).toHaveLength(40);
    expect(Math.max(...documents.map(({ length }) => length))).toBe(2_000);
    expect(documents).toContain("0.txt > Keepers\nKeepers\n\nThe lighthouse keeper lit lamp 0.");
    const scores = after.passages.map(({ score }) => score);
    expect(scores.every((score) => score > 0 && score <= 1)).toBe(true);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  it("sends it nothing that the asker may not read, and nothing where there is nothing to order", async () => {
    const board = await createCollection(workspace.ctx, { name: "Board", access: "restricted" });
    await indexText(workspace.ctx, board.id, "board.txt", "# Board\nThe kettle guarantee costs us quokkas.");
    await choose("contrary/rank");
    const member = await newMember(workspace, "member");
    expect(names(await ask({}, member.inside))).toEqual(["card.txt", "term.txt"].reverse());
    expect(JSON.stringify(sent())).not.toContain("quokka");
    expect(names(await ask())).toContain("board.txt");
    expect(JSON.stringify(sent())).toContain("quokka");
    await search(workspace.ctx, { q: "two years" });
    await search(workspace.ctx, { q: "zeppelin" });
    expect(sent()).toHaveLength(2);
  });

  it("ends when the asker leaves", async () => {
    await choose("sim/rank");
    const ctx = { ...workspace.ctx, signal: AbortSignal.abort(new Error("left")) };
    await expect(ask({}, ctx)).rejects.toThrow("left");
    expect(await used()).toBe(0n);
  });
});

describe("a reranker that does not help leaves a search as it was, and costs nothing:", () => {
  it.each(FAULTS)("%s", async (fault) => {
    const before = await ask();
    await choose(`with-${fault}/${fault}`);
    const began = performance.now();
    expect(await ask()).toEqual(before);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(asked()).toBeGreaterThan(0);
    expect(await used()).toBe(0n);
  });

  it("one that the credit does not last for", async () => {
    const before = await ask();
    const million = 1_000_000_000_000_000n;
    await setPrice(systemCtx(app.kernel, { kind: "operator" }), {
      model: "sim/dear",
      version: "dear",
      effectiveFrom: app.clock.now(),
      inputPerMillion: million,
      cachedInputPerMillion: million,
      cacheWritePerMillion: million,
      outputPerMillion: million,
      reasoningPerMillion: million,
    });
    await choose("sim/dear");
    expect(await ask()).toEqual(before);
    expect(asked()).toBe(0);
    expect(await used()).toBe(0n);
  });

  it("one that is gone", async () => {
    const before = await ask();
    await choose("sim/rank");
    await app.adminPool.query(
      "update knowledge.setting set rerank_model = 'gone/rank' where workspace_id = $1",
      [workspace.id],
    );
    const warn = vi.spyOn(app.kernel.log, "warn");
    expect(await ask()).toEqual(before);
    expect(warn).toHaveBeenCalledWith(
      expect.objectContaining({ code: "model_not_found", model: "gone/rank" }),
      expect.stringContaining("order"),
    );
    warn.mockRestore();
    expect(await used()).toBe(0n);
  });
});

describe("the choice of a reranker", () => {
  it("is a workspace's own", async () => {
    await choose("sim/rank");
    const stranger = await newWorkspace(app.kernel);
    expect(await getKnowledgeSettings(stranger.ctx)).toMatchObject({ rerankModel: null });
    await indexText(stranger.ctx, await generalOf(stranger.ctx), "card.txt", CARD);
    await indexText(stranger.ctx, await generalOf(stranger.ctx), "term.txt", TERM);
    expect(names(await ask({}, stranger.ctx))).toEqual(["card.txt", "term.txt"]);
    expect(asked()).toBe(0);
  });

  it("is not for a viewer or member", async () => {
    for (const role of ["viewer", "member"] as const) {
      const { inside } = await newMember(workspace, role);
      const change = updateKnowledgeSettings(inside, { rerankModel: "sim/rank" });
      await expect(change).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await getKnowledgeSettings(workspace.ctx)).toMatchObject({ rerankModel: null });
  });

  it("is of models that can do it, is recorded, and may be none again", async () => {
    for (const wrong of ["sim/sim", "gone/rank", "rank"]) {
      await expect(choose(wrong)).rejects.toMatchObject({ code: "validation_failed" });
    }
    expect(await choose("sim/rank")).toMatchObject({
      rerankModel: "sim/rank",
      rerankModels: expect.arrayContaining(["sim/rank", "contrary/rank"]),
    });
    const trail = await auditTrail(app, "knowledge-settings.updated", { workspaceId: workspace.id });
    expect(trail).toMatchObject([
      { details: { before: { rerankModel: null }, after: { rerankModel: "sim/rank" } } },
    ]);
    expect(await updateKnowledgeSettings(workspace.ctx, { refuseBelow: 10 })).toMatchObject({
      rerankModel: "sim/rank",
    });
    expect(await choose(null)).toMatchObject({ rerankModel: null });
    expect(names(await ask())).toEqual(["card.txt", "term.txt"]);
    expect(asked()).toBe(0);
  });
});
