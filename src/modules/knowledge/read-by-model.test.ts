import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ModelSimulator, startModelSimulator } from "../../../simulators/model/start-model-simulator.ts";
import { pdfOf } from "../../adapters/documents/testing/make-files.ts";
import { systemCtx } from "../../kernel/ctx.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { newMember, newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { getWallet } from "../ledger/index.ts";
import { setPrice } from "../models/index.ts";
import { addDocument } from "./add-document.ts";
import { cancelDocument } from "./cancel-document.ts";
import { getDocument } from "./get-document.ts";
import { getKnowledgeSettings, updateKnowledgeSettings } from "./knowledge-settings.ts";
import { quoteUpload } from "./quote-upload.ts";
import { retryDocument } from "./retry-document.ts";
import { search } from "./search.ts";
import { addText, generalOf } from "./testing/upload.ts";

const RECORDING = "ID3\n[0] Good morning.\n[754] The warranty lasts two years.\n";
/** USD 0.006 a minute, for each second in micro-PT. */
const SECOND = 100_000n;
/** A picture of one pixel. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

let simulator: ModelSimulator;
let app: TestApp;
let workspace: TestWorkspace;
let general: string;
beforeAll(async () => {
  simulator = await startModelSimulator({ tokenDelayMs: 0 });
  const endpoint = {
    id: "sim",
    name: "Simulated",
    baseUrl: simulator.url,
    models: ["sim"],
    transcriptionModels: ["ears", "error-503", "drop-1", "error-401", "slow-600000", "dear"],
    visionModels: ["eyes", "drop-2"],
  };
  app = await testApp({ env: { MODEL_ENDPOINTS: JSON.stringify([endpoint]) } });
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

const choose = (wanted: Parameters<typeof updateKnowledgeSettings>[1]) =>
  updateKnowledgeSettings(workspace.ctx, wanted);
const asked = (path = "/v1/audio/transcriptions") =>
  simulator.requests().filter((request) => request.path === path).length;
const pages = () => asked("/v1/chat/completions");

async function add(name: string, bytes: Buffer): Promise<string> {
  const content = (async function* () {
    yield bytes;
  })();
  const mediaType = "application/octet-stream";
  const { document } = await addDocument(workspace.ctx, { collectionId: general, name, mediaType, content });
  return document.id;
}
async function read(name: string, bytes: Buffer) {
  const id = await add(name, bytes);
  await app.jobs.drain();
  return getDocument(workspace.ctx, id);
}
const talk = () => read("talk.mp3", Buffer.from(RECORDING));

async function scan(count: number): Promise<Buffer> {
  return pdfOf((pdf) => {
    for (let page = 1; page <= count; page++) {
      if (page > 1) pdf.addPage();
      pdf.image(PIXEL, 0, 0, { width: 600 });
    }
  });
}
async function expectUsed(microPt: bigint): Promise<void> {
  expect(await getWallet(workspace.ctx)).toMatchObject({ heldMicroPt: "0", usedMicroPt: microPt.toString() });
}
const firstOf = async (q: string) => (await search(workspace.ctx, { q })).passages[0];

describe("a recording", () => {
  it("is written down, found with the time at which it was said, and charged by its minutes", async () => {
    await choose({ transcriptionModel: "sim/ears" });
    const document = await talk();
    expect(document).toMatchObject({ state: "ready", kind: "audio", failure: null });
    expect(await firstOf("how long does the warranty last")).toMatchObject({
      documentId: document.id,
      locator: "at 12:34",
    });
    await expectUsed(760n * SECOND);
  });

  it("says what to do where no model is chosen, and nothing is asked or spent", async () => {
    const document = await talk();
    expect(document).toMatchObject({ state: "failed", failure: { code: "needs_transcription" } });
    expect(document.failure?.message).toContain("Settings, Knowledge");
    expect(asked()).toBe(0);
    await expectUsed(0n);
    await choose({ transcriptionModel: "sim/ears" });
    await retryDocument(workspace.ctx, document.id);
    await app.jobs.drain();
    expect((await getDocument(workspace.ctx, document.id)).state).toBe("ready");
  });

  it("that is read anew with the same model is neither asked for nor paid again", async () => {
    await choose({ transcriptionModel: "sim/ears" });
    const document = await talk();
    await retryDocument(workspace.ctx, document.id);
    await app.jobs.drain();
    expect((await getDocument(workspace.ctx, document.id)).state).toBe("ready");
    expect(asked()).toBe(1);
    await expectUsed(760n * SECOND);
  });

  it.each(["sim/error-401", "sim/drop-1"])("costs nothing when %s fails or dies half way", async (model) => {
    await choose({ transcriptionModel: model });
    const document = await talk();
    expect(["failed", "queued"]).toContain(document.state);
    expect(asked()).toBeGreaterThan(0);
    await expectUsed(0n);
    // Else it is tried again while the next test counts what is asked.
    await cancelDocument(workspace.ctx, document.id);
  });

  it("is not sent where the credit does not last, and the document says so", async () => {
    const operator = systemCtx(app.kernel, { kind: "operator" });
    const none = 0n;
    await setPrice(operator, {
      model: "sim/dear",
      version: "dear",
      effectiveFrom: app.clock.now(),
      inputPerMillion: none,
      cachedInputPerMillion: none,
      cacheWritePerMillion: none,
      outputPerMillion: none,
      reasoningPerMillion: none,
      perMinute: 900_000_000_000n,
    });
    await choose({ transcriptionModel: "sim/dear" });
    expect(await talk()).toMatchObject({ state: "failed", failure: { code: "not_enough_credit" } });
    expect(asked()).toBe(0);
    await expectUsed(0n);
  });

  it("that is cancelled while it is written down costs nothing", async () => {
    await choose({ transcriptionModel: "sim/slow-600000" });
    const id = await add("talk.mp3", Buffer.from(RECORDING));
    const reading = app.jobs.drain();
    await expect.poll(() => asked(), { timeout: 20_000 }).toBe(1);
    await cancelDocument(workspace.ctx, id);
    await reading;
    expect((await getDocument(workspace.ctx, id)).state).toBe("cancelled");
    await expectUsed(0n);
  });
});

describe("a recording that a slow model reads", () => {
  it("does not make another workspace's file wait", async () => {
    await choose({ transcriptionModel: "sim/slow-600000" });
    const id = await add("talk.mp3", Buffer.from(RECORDING));
    const slow = app.jobs.drain();
    await expect.poll(() => asked(), { timeout: 20_000 }).toBe(1);
    const other = await newWorkspace(app.kernel);
    const { document } = await addText(other.ctx, await generalOf(other.ctx), "note.txt", "Otters swim.");
    await app.jobs.drain();
    expect((await getDocument(other.ctx, document.id)).state).toBe("ready");
    expect((await getDocument(workspace.ctx, id)).state).toBe("reading");
    await cancelDocument(workspace.ctx, id);
    await slow;
  });
});

describe("a scan", () => {
  it("is read page by page, found with its page, and paid once", async () => {
    await choose({ visionModel: "sim/eyes" });
    const document = await read("scan.pdf", await scan(2));
    expect(document).toMatchObject({ state: "ready", kind: "pdf", pages: 2 });
    expect(await firstOf("a picture of pixels")).toMatchObject({ documentId: document.id, page: 1 });
    const { usedMicroPt } = await getWallet(workspace.ctx);
    expect(BigInt(usedMicroPt)).toBeGreaterThan(0n);
    await retryDocument(workspace.ctx, document.id);
    await app.jobs.drain();
    expect(pages()).toBe(2);
    await expectUsed(BigInt(usedMicroPt));
  });

  it("whose page breaks off costs nothing, and says what to do where no model is chosen", async () => {
    expect(await read("scan.pdf", await scan(1))).toMatchObject({ failure: { code: "needs_ocr" } });
    expect(pages()).toBe(0);
    await choose({ visionModel: "sim/drop-2" });
    const { id } = await read("other.pdf", await scan(2));
    expect(pages()).toBeGreaterThan(0);
    await expectUsed(0n);
    await cancelDocument(workspace.ctx, id);
  });
});

describe("the choice of models", () => {
  it("is another workspace's own, not for a viewer or member, and only of models that can do it", async () => {
    await choose({ transcriptionModel: "sim/ears" });
    const stranger = await newWorkspace(app.kernel);
    expect(await getKnowledgeSettings(stranger.ctx)).toMatchObject({ transcriptionModel: null });
    for (const role of ["viewer", "member"] as const) {
      const { inside } = await newMember(workspace, role);
      const change = updateKnowledgeSettings(inside, { visionModel: "sim/eyes" });
      await expect(change).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(choose({ transcriptionModel: "sim/sim" })).rejects.toMatchObject({
      code: "validation_failed",
    });
    await expect(choose({ visionModel: "sim/sim" })).rejects.toMatchObject({ code: "validation_failed" });
    expect(await choose({ transcriptionModel: null })).toMatchObject({
      transcriptionModel: null,
      visionModels: expect.arrayContaining(["sim/eyes"]),
      transcriptionModels: expect.arrayContaining(["sim/ears"]),
    });
  });

  it("decides what an upload is quoted at", async () => {
    const files = [
      { name: "a.mp3", sizeBytes: 4_000_000 },
      { name: "b.PDF", sizeBytes: 25_000 },
      { name: "c.txt", sizeBytes: 10 },
    ];
    const quote = () => quoteUpload(workspace.ctx, { collectionId: general, files });
    expect(await quote()).toMatchObject({ quoteMicroPt: "0", transcriptionMicroPt: "0", scansMicroPt: "0" });
    await choose({ transcriptionModel: "sim/error-503", visionModel: "sim/eyes" });
    const { quoteMicroPt, transcriptionMicroPt, scansMicroPt } = await quote();
    expect(transcriptionMicroPt).toBe((1_000n * SECOND).toString());
    expect(quoteMicroPt).toBe(transcriptionMicroPt);
    expect(BigInt(scansMicroPt) % 3n).toBe(0n);
    expect(BigInt(scansMicroPt)).toBeGreaterThan(0n);
  });
});
