import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ctx, systemCtx } from "../../../kernel/ctx.ts";
import { type TestApp, testApp } from "../../../testing/app.ts";
import { newWorkspace, type TestWorkspace } from "../../../testing/people.ts";
import { segmentIds } from "../../../testing/stored-index.ts";
import { indexVersion } from "../../search-index/index.ts";
import { getDocument } from "../get-document.ts";
import { processDocument } from "../process-document.ts";
import { search } from "../search.ts";
import { readPlainText } from "../testing/indexed.ts";
import { addText, generalOf } from "../testing/upload.ts";
import { publishVersion } from "./publish-version.ts";
import { beginRun, Overtaken, type ReadingRun, requireOwn } from "./reading-run.ts";
import { splitInSlices, stageVersion } from "./stage-version.ts";

let app: TestApp;
let workspace: TestWorkspace;
beforeAll(async () => {
  app = await testApp();
  workspace = await newWorkspace(app.kernel);
  readPlainText(workspace.ctx);
});
afterAll(() => app.close());

const stays = new AbortController().signal;
const TEXT = "The okapi eats leaves.";

/** A reading whose process is held up; meanwhile another takes it up and ends it. */
async function heldUp(name: string): Promise<{ run: ReadingRun; ctx: Ctx; documentId: string }> {
  const { document } = await addText(workspace.ctx, await generalOf(workspace.ctx), name, `${TEXT} ${name}`);
  const { rows } = await app.adminPool.query<{ run_id: string }>(
    "select run_id from knowledge.document where id = $1",
    [document.id],
  );
  const of = { documentId: document.id, runId: rows[0]?.run_id ?? "" };
  const ctx = systemCtx(app.kernel, { kind: "job", name: "test" }, workspace.id);
  const run = await beginRun(ctx, of, stays);
  if (run === null) throw new Error("The reading is not begun.");
  app.clock.advance(300_000);
  await processDocument(ctx, of);
  expect((await getDocument(workspace.ctx, document.id)).state).toBe("ready");
  return { run, ctx, documentId: document.id };
}

const chunksOf = async (name: string) => {
  const blocks = [{ kind: "paragraph" as const, text: `${TEXT} ${name}` }];
  return splitInSlices({ kind: "text", title: name, blocks, pages: null }, stays);
};
const found = async (name: string) =>
  (await search(workspace.ctx, { q: `okapi ${name}` })).passages.filter(({ document }) => document === name);

describe("a process that was held up while another read its document", () => {
  it("does not write the version anew that searches see by now", async () => {
    const { run, ctx } = await heldUp("held-before-staging.txt");
    await expect(stageVersion(ctx, run, await chunksOf("held-before-staging.txt"))).rejects.toThrow(
      Overtaken,
    );
    expect(await found("held-before-staging.txt")).toHaveLength(1);
    await run.end();
  });

  it("does not take its segment from the index", async () => {
    const { run, ctx } = await heldUp("held-before-indexing.txt");
    const before = await segmentIds(app, workspace.id);
    const chunks = await chunksOf("held-before-indexing.txt");
    const version = { id: run.runId, document: "held-before-indexing.txt", language: "en", chunks };
    await expect(indexVersion(ctx, version, (ctx, tx) => requireOwn(ctx, tx, run))).rejects.toThrow(
      Overtaken,
    );
    expect(await segmentIds(app, workspace.id)).toEqual(before);
    expect(await found("held-before-indexing.txt")).toHaveLength(1);
    await run.end();
  });

  it("publishes nothing", async () => {
    const { run, ctx } = await heldUp("held-before-publishing.txt");
    const version = { id: run.runId, language: "en", chunks: [], tokens: 0 };
    await expect(publishVersion(ctx, run, version, { kind: "text", pages: null })).rejects.toThrow(Overtaken);
    expect(await found("held-before-publishing.txt")).toHaveLength(1);
    await run.end();
  });
});
