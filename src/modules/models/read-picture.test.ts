import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ModelProviderError } from "../../adapters/models/provider-error.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { freshWorkspaces } from "../../testing/fresh-workspaces.ts";
import { getWallet } from "../ledger/index.ts";
import { quoteReading } from "./quote-reading.ts";
import { quotePicture, readPicture } from "./read-picture.ts";
import {
  failed,
  finish,
  type Script,
  scriptedProvider,
  text,
  useProvider,
} from "./testing/scripted-provider.ts";

const stays = new AbortController().signal;
const INSTRUCTION = "Write down what stands there.";
const png = new Uint8Array([1, 2, 3]);

let app: TestApp;
const freshWorkspace = freshWorkspaces();
let ctx: Ctx;
beforeAll(async () => {
  app = await testApp();
});
beforeEach(async () => {
  ctx = (await freshWorkspace(app.kernel)).ctx;
});
afterAll(() => app.close());

function answers(answer: (model: string, before: number) => Script, fallbacks = {}) {
  const provider = scriptedProvider(answer);
  const configured = { visionModels: ["eyes"] };
  useProvider(app.kernel, provider, ["eyes", "blind"], { configured, fallbacks });
  return provider.calls;
}
const ask = (more: Partial<Parameters<typeof readPicture>[1]> = {}, signal = stays) => {
  const its = { model: "acme/eyes", png, instruction: INSTRUCTION, purpose: "ocr", subjectId: null };
  return readPicture(ctx, { ...its, idempotencyKey: app.kernel.newId(), ...more }, signal);
};
const whole = [text("Words "), text("of it."), finish({ input: 1_000, output: 10 })];
/** Of an unknown model: USD 0.5 and 1.5 a million tokens. */
const WHOLE_COST = 1_000n * 500n + 10n * 1_500n;
const broken = new ModelProviderError("dropped", { provider: "acme" });

async function expectCharged(microPt: bigint): Promise<void> {
  expect(await getWallet(ctx)).toMatchObject({ heldMicroPt: "0", usedMicroPt: microPt.toString() });
}

describe("a picture that is read", () => {
  it("is sent with the instruction and charged by the tokens that are reported", async () => {
    const calls = answers(() => whole);
    expect(await ask()).toBe("Words of it.");
    expect(calls[0]?.options.prompt[0]?.content).toEqual([
      { type: "text", text: INSTRUCTION },
      { type: "file", mediaType: "image/png", data: { type: "data", data: png } },
    ]);
    await expectCharged(WHOLE_COST);
  });

  it("is charged once for one key", async () => {
    answers(() => whole);
    await Promise.all([ask({ idempotencyKey: "one" }), ask({ idempotencyKey: "one" })]);
    await ask({ idempotencyKey: "one" });
    await expectCharged(WHOLE_COST);
  });

  it.each<[string, Script]>([
    ["breaks off", [text("Words "), failed(broken)]],
    ["has no end", [text("Words ")]],
    ["fails", new ModelProviderError("auth", { provider: "acme" })],
  ])("costs nothing where the answer %s, and is paid when it comes after all", async (_what, script) => {
    let works = false;
    answers(() => (works ? whole : script));
    const idempotencyKey = app.kernel.newId();
    await expect(ask({ idempotencyKey })).rejects.toMatchObject({ name: "AppError" });
    await expectCharged(0n);
    works = true;
    await ask({ idempotencyKey });
    await expectCharged(WHOLE_COST);
  });

  it("costs nothing when it is cut", async () => {
    const cut = new AbortController();
    const calls = answers(() => [text("Words "), "wait"]);
    const asking = expect(ask({}, cut.signal)).rejects.toThrow("not wanted");
    await expect.poll(() => calls.length).toBe(1);
    cut.abort(new Error("not wanted"));
    await asking;
    expect(calls[0]?.options.abortSignal?.aborted).toBe(true);
    await expectCharged(0n);
  });

  it("is read by no model that does not see, also not as a fallback, and not in a transaction", async () => {
    const calls = answers((model) => (model === "eyes" ? broken : whole), { "acme/eyes": ["acme/blind"] });
    await expect(ask()).rejects.toMatchObject({ code: "provider_dropped" });
    expect(calls.every(({ model }) => model === "eyes")).toBe(true);
    await expect(ask({ model: "acme/blind" })).rejects.toMatchObject({ code: "model_not_allowed" });
    const its = {
      model: "acme/eyes",
      png,
      instruction: "",
      idempotencyKey: "k",
      purpose: "",
      subjectId: null,
    };
    const inside = inTransaction(ctx, (_, ctx) => readPicture(ctx, its, stays));
    await expect(inside).rejects.toThrow("inside a transaction");
    await expectCharged(0n);
  });
});

describe("the quote of files that are to be read", () => {
  const quote = (files: Parameters<typeof quoteReading>[1]["files"]) =>
    quoteReading(ctx, { transcriptionModel: "openai/whisper-1", visionModel: "acme/eyes", files });

  it("takes a PDF for a scan of 500 pages at most, each at the most that a page can cost", async () => {
    answers(() => whole);
    const { amountMicroPt } = await quotePicture(ctx, "acme/eyes", "word ".repeat(200));
    const of = async (sizeBytes: number) => {
      const none = { transcriptionModel: null, visionModel: "acme/eyes" };
      return (await quoteReading(ctx, { ...none, files: [{ name: "a.pdf", sizeBytes }] })).scansMicroPt;
    };
    expect(await of(1)).toBe(amountMicroPt);
    expect(await of(10_001)).toBe(2n * amountMicroPt);
    expect(await of(100_000_000)).toBe(500n * amountMicroPt);
  });

  it("names no price for a model that is not connected", async () => {
    answers(() => whole);
    await expect(quote([])).rejects.toMatchObject({ code: "model_not_found" });
  });
});
