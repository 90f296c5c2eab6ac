import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemCtx } from "../../kernel/ctx.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { loseJobs, waitingJobs } from "../../testing/queued-jobs.ts";
import { cancelDocument } from "./cancel-document.ts";
import { deleteDocument } from "./delete-document.ts";
import { getDocument } from "./get-document.ts";
import { partsOf, setParts } from "./internal/parts.ts";
import { PROCESS_RETRIES, processDocumentJob } from "./jobs.ts";
import { type DocumentReader, type ReadDocument, ReadFailure } from "./ports.ts";
import { processDocument } from "./process-document.ts";
import { readDocument } from "./read-document.ts";
import { retryDocument } from "./retry-document.ts";
import { addText, generalOf } from "./testing/upload.ts";

let app: TestApp;
let workspace: TestWorkspace;
let general: string;
beforeAll(async () => {
  app = await testApp();
  workspace = await newWorkspace(app.kernel);
  general = await generalOf(workspace.ctx);
});
afterAll(() => app.close());

/** What the reader does next; by default it gives one paragraph. */
let read: DocumentReader["read"];
const paragraph = (text: string): ReadDocument => ({
  kind: "text",
  title: null,
  blocks: [{ kind: "paragraph", text }],
  pages: null,
});
beforeEach(() => {
  read = async () => paragraph("What it says.");
  const documents: DocumentReader = { read: (...args) => read(...args), close: async () => {} };
  setParts(app.kernel, { ...partsOf(app.kernel), documents });
});

let named = 0;
async function added(text = `Content ${++named}`): Promise<{ documentId: string; runId: string }> {
  const { document } = await addText(workspace.ctx, general, `file ${named}.txt`, text);
  return { documentId: document.id, runId: await runOf(document.id) };
}
async function runOf(documentId: string): Promise<string> {
  const { rows } = await app.adminPool.query<{ run_id: string }>(
    "select run_id from knowledge.document where id = $1",
    [documentId],
  );
  return rows[0]?.run_id ?? "";
}
const job = () => systemCtx(app.kernel, { kind: "job", name: "test" }, workspace.id);
const stateOf = async (documentId: string) => (await getDocument(workspace.ctx, documentId)).state;
const versionsOf = async (documentId: string) =>
  (await app.adminPool.query("select id from knowledge.version where document_id = $1", [documentId])).rows;

describe("a reading", () => {
  it("that is done twice changes nothing the second time", async () => {
    const it = await added();
    await processDocument(job(), it);
    const first = await getDocument(workspace.ctx, it.documentId);
    read = async () => paragraph("Something else.");
    await processDocument(job(), it);
    expect(await getDocument(workspace.ctx, it.documentId)).toEqual(first);
    expect(first.state).toBe("ready");
  });

  it("that two processes do at once ends in one version", async () => {
    const it = await added();
    await Promise.all([processDocument(job(), it), processDocument(job(), it)]);
    expect(await stateOf(it.documentId)).toBe("ready");
    expect(await versionsOf(it.documentId)).toHaveLength(1);
    const { chunks } = await readDocument(workspace.ctx, it.documentId, { from: 0, limit: 10 });
    expect(chunks.map(({ text }) => text)).toEqual(["What it says."]);
  });

  it("that failed on the way is begun anew by the next try", async () => {
    const it = await added();
    read = () => Promise.reject(new Error("The connection was lost."));
    await expect(processDocument(job(), it)).rejects.toThrow("lost");
    expect(await stateOf(it.documentId)).toBe("queued");
    read = async () => paragraph("Whole.");
    await processDocument(job(), it);
    expect(await stateOf(it.documentId)).toBe("ready");
  });

  it("whose process died in the middle is taken up once it gives no sign of life", async () => {
    const it = await added();
    await app.adminPool.query(
      "update knowledge.document set state = 'splitting', attempts = 1 where id = $1",
      [it.documentId],
    );
    await app.adminPool.query(
      `insert into knowledge.version (workspace_id, id, document_id, chunk_count, token_count, created_at)
       values ($1, $2, $3, 9, 9, now())`,
      [workspace.id, it.runId, it.documentId],
    );
    await processDocument(job(), it);
    expect(await stateOf(it.documentId)).toBe("splitting");
    app.clock.advance(121_000);
    await app.sweep("knowledge.take-up-stalled");
    await app.jobs.drain();
    expect(await stateOf(it.documentId)).toBe("ready");
    expect(await versionsOf(it.documentId)).toHaveLength(1);
  });

  it("that lost its job is found by the sweep and taken up", async () => {
    const it = await added();
    await loseJobs(app, processDocumentJob.name);
    await app.sweep("knowledge.take-up-stalled");
    await app.jobs.drain();
    expect(await stateOf(it.documentId)).toBe("queued");
    app.clock.advance(121_000);
    await app.sweep("knowledge.take-up-stalled");
    await app.sweep("knowledge.take-up-stalled");
    expect(await waitingJobs(app, processDocumentJob.name)).toEqual([it.runId]);
    await app.jobs.drain();
    expect(await stateOf(it.documentId)).toBe("ready");
  });

  it("that fails for a reason says it at once, keeps nothing half made, and can be tried again", async () => {
    const it = await added();
    read = () =>
      Promise.reject(new ReadFailure("encrypted", "It has a password. Remove it and upload again."));
    await processDocument(job(), it);
    expect(await getDocument(workspace.ctx, it.documentId)).toMatchObject({
      state: "failed",
      failure: { code: "encrypted", message: "It has a password. Remove it and upload again." },
      searchable: false,
    });
    expect(await versionsOf(it.documentId)).toEqual([]);
    read = async () => paragraph("Open now.");
    await retryDocument(workspace.ctx, it.documentId);
    await app.jobs.drain();
    expect(await getDocument(workspace.ctx, it.documentId)).toMatchObject({ state: "ready", failure: null });
  });

  it("that fails on our side is tried again, then stands as failed with its job among the dead letters", async () => {
    const it = await added();
    read = () => Promise.reject(new Error("disk full at /var/secret"));
    for (let attempt = 0; attempt <= PROCESS_RETRIES; attempt += 1) {
      expect(await stateOf(it.documentId)).not.toBe("failed");
      await expect(processDocument(job(), it)).rejects.toThrow("disk full");
    }
    const failed = await getDocument(workspace.ctx, it.documentId);
    expect(failed).toMatchObject({ state: "failed", failure: { code: "internal" } });
    expect(failed.failure?.message).not.toContain("secret");
    read = async () => paragraph("Mended.");
    await processDocument(job(), it);
    expect(await stateOf(it.documentId)).toBe("ready");
  });

  it("that ends the process each time is not begun for ever", async () => {
    const it = await added();
    await app.adminPool.query("update knowledge.document set attempts = $2 where id = $1", [
      it.documentId,
      PROCESS_RETRIES + 1,
    ]);
    read = () => Promise.reject(new Error("It must not be called."));
    await processDocument(job(), it);
    expect(await getDocument(workspace.ctx, it.documentId)).toMatchObject({
      state: "failed",
      failure: { code: "internal" },
    });
  });
});

describe("a document that is being read", () => {
  /** A reading that waits for its signal. */
  function hold() {
    const begun = Promise.withResolvers<AbortSignal>();
    read = (_path, _name, signal) =>
      new Promise((_resolve, reject) => {
        begun.resolve(signal);
        signal.addEventListener("abort", () => reject(signal.reason));
      });
    return begun.promise;
  }

  it("stops at once when it is cancelled", async () => {
    const it = await added();
    const begun = hold();
    const done = processDocument(job(), it);
    await begun;
    expect(await stateOf(it.documentId)).toBe("reading");
    expect((await cancelDocument(workspace.ctx, it.documentId)).state).toBe("cancelled");
    await done;
    expect(await stateOf(it.documentId)).toBe("cancelled");
    await processDocument(job(), it);
    expect(await stateOf(it.documentId)).toBe("cancelled");
  });

  it("stops when it is deleted", async () => {
    const it = await added();
    const begun = hold();
    const done = processDocument(job(), it);
    await begun;
    await deleteDocument(workspace.ctx, it.documentId);
    await done;
    await expect(getDocument(workspace.ctx, it.documentId)).rejects.toMatchObject({ code: "not_found" });
  });

  it("is overtaken by newer content, and the older never wins", async () => {
    const it = await added();
    const begun = hold();
    const older = processDocument(job(), it);
    await begun;
    await addText(workspace.ctx, general, `file ${named}.txt`, "Newer content");
    await older;
    read = async () => paragraph("Newer content.");
    await app.jobs.drain();
    await processDocument(job(), it);
    const { chunks } = await readDocument(workspace.ctx, it.documentId, { from: 0, limit: 10 });
    expect(chunks.map(({ text }) => text)).toEqual(["Newer content."]);
  });

  it("keeps its former version for searches while the new one fails", async () => {
    const it = await added();
    await processDocument(job(), it);
    await addText(workspace.ctx, general, `file ${named}.txt`, "Broken content");
    read = () => Promise.reject(new ReadFailure("damaged", "It is damaged."));
    await app.jobs.drain();
    expect(await getDocument(workspace.ctx, it.documentId)).toMatchObject({
      state: "failed",
      searchable: true,
    });
    const { chunks } = await readDocument(workspace.ctx, it.documentId, { from: 0, limit: 10 });
    expect(chunks).toHaveLength(1);
  });

  it("is given back when the process stops, and the try does not count", async () => {
    const it = await added();
    const stop = new AbortController();
    setParts(app.kernel, { ...partsOf(app.kernel), stopping: stop.signal });
    const begun = hold();
    const done = processDocument(job(), it);
    await begun;
    stop.abort(new Error("The process stops."));
    await expect(done).rejects.toThrow("stops");
    setParts(app.kernel, { ...partsOf(app.kernel), stopping: new AbortController().signal });
    const { rows } = await app.adminPool.query(
      "select state, attempts from knowledge.document where id = $1",
      [it.documentId],
    );
    expect(rows).toEqual([{ state: "queued", attempts: 0 }]);
    read = async () => paragraph("After the restart.");
    await app.jobs.drain();
    expect(await stateOf(it.documentId)).toBe("ready");
  });

  it("tells how far it is to open pages, and no name", async () => {
    const told: unknown[] = [];
    const end = app.kernel.realtime.subscribe(
      `workspace:${workspace.id}`,
      (delivery) => void told.push(delivery),
    );
    const it = await added("A name that is nobody's business");
    read = async (_path, _name, _signal, progress) => {
      progress(3, 10);
      return paragraph("Told.");
    };
    await processDocument(job(), it);
    await expect.poll(() => JSON.stringify(told)).toContain('"state":"ready"');
    end();
    expect(JSON.stringify(told)).toContain('"state":"reading","done":3,"total":10');
    expect(JSON.stringify(told)).not.toContain("file ");
  });
});
