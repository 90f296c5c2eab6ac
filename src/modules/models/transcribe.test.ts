import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fileOf } from "../../adapters/documents/testing/file-of.ts";
import { ModelProviderError } from "../../adapters/models/provider-error.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { freshWorkspaces } from "../../testing/fresh-workspaces.ts";
import { getWallet } from "../ledger/index.ts";
import { listModels } from "./list-models.ts";
import { listReadingModels } from "./list-reading-models.ts";
import { type Answer, useAnswers } from "./testing/scripted-provider.ts";
import { RECORDING_MAXIMUM_BYTES, transcribe } from "./transcribe.ts";

/** USD 0.006 a minute, for each second in micro-PT. */
const SECOND = 100_000n;
const stays = new AbortController().signal;

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

const answers = (answer: Answer<"transcribe">) =>
  useAnswers(app.kernel, "transcribe", ["whisper-small", "talker"], answer);

const hello = { text: "Hello there.", seconds: 0 };
const fine: Answer<"transcribe"> = () => ({ paragraphs: [hello], seconds: 12 });
const fault = (kind: ModelProviderError["kind"], status?: number) =>
  new ModelProviderError(kind, { provider: "acme", status });

/** 60 kB, which is up to 61 seconds. */
async function ask(more: Partial<Parameters<typeof transcribe>[1]> = {}, signal = stays) {
  const path = await fileOf("x".repeat(60_000));
  const idempotencyKey = app.kernel.newId();
  const its = { model: "acme/whisper-small", path, name: "a.mp3", purpose: "transcription", subjectId: null };
  return transcribe(ctx, { ...its, idempotencyKey, ...more }, signal);
}

async function expectCharged(microPt: bigint): Promise<void> {
  expect(await getWallet(ctx)).toMatchObject({ heldMicroPt: "0", usedMicroPt: microPt.toString() });
}

describe("a recording that is written down", () => {
  it("is held for by its longest length first, and charged by the length that is reported", async () => {
    let held = "";
    answers(async (input, before) => {
      held = (await getWallet(ctx)).heldMicroPt;
      return fine(input, before);
    });
    expect(await ask()).toEqual([hello]);
    expect(held).toBe((61n * SECOND).toString());
    await expectCharged(12n * SECOND);
  });

  it.each([
    ["nothing", undefined],
    ["nought", 0],
    ["what cannot be", 1e9],
    ["no number", Number.NaN],
  ])("is charged by what was written down when %s is reported", async (_what, seconds) => {
    const late = { text: "four words are here", seconds: 30 };
    answers(() => ({ paragraphs: [hello, late], seconds }));
    await ask();
    await expectCharged(30n * SECOND);
  });

  it("costs no more than was held, whatever is reported", async () => {
    answers(() => ({ paragraphs: [hello], seconds: 5_000 }));
    await ask();
    expect(BigInt((await getWallet(ctx)).absorbedMicroPt)).toBe((5_000n - 61n) * SECOND);
  });

  it("is charged once for one key, also when it is asked for at once", async () => {
    answers(fine);
    await Promise.all([ask({ idempotencyKey: "one" }), ask({ idempotencyKey: "one" })]);
    await ask({ idempotencyKey: "one" });
    await expectCharged(12n * SECOND);
  });

  it("costs nothing when the provider fails, and is paid when it comes after all", async () => {
    let works = false;
    answers((input, before) => {
      if (works) return fine(input, before);
      throw fault("auth");
    });
    await expect(ask({ idempotencyKey: "two" })).rejects.toMatchObject({ code: "provider_auth" });
    await expectCharged(0n);
    works = true;
    await ask({ idempotencyKey: "two" });
    await expectCharged(12n * SECOND);
  });

  it("is asked for again after an answer that broke off, and paid once", async () => {
    const asked = answers((input, before) => {
      if (before === 0) throw fault("dropped");
      return fine(input, before);
    });
    await ask();
    expect(asked).toHaveLength(2);
    await expectCharged(12n * SECOND);
  });

  it("costs nothing when it is cut, and the cut reaches the provider", async () => {
    const cut = new AbortController();
    let reached = false;
    answers(({ signal }) => {
      cut.abort(new Error("not wanted"));
      reached = signal.aborted;
      throw signal.reason;
    });
    await expect(ask({}, cut.signal)).rejects.toThrow("not wanted");
    expect(reached).toBe(true);
    await expectCharged(0n);
  });

  it("is not sent where it is too large, not payable, of another kind of model, or in a transaction", async () => {
    const asked = answers(fine);
    const path = await fileOf(Buffer.alloc(RECORDING_MAXIMUM_BYTES + 1));
    await expect(ask({ path })).rejects.toMatchObject({ code: "payload_too_large" });
    // Seven hours at USD 0.006 a minute are more than the starting grant.
    const long = await fileOf(Buffer.alloc(RECORDING_MAXIMUM_BYTES));
    await expect(ask({ path: long })).rejects.toMatchObject({ code: "insufficient_credit" });
    await expect(ask({ model: "acme/talker" })).rejects.toMatchObject({ code: "model_not_allowed" });
    const path2 = await fileOf("x");
    const its = { model: "acme/whisper-small", path: path2, name: "a", purpose: "t", subjectId: null };
    const inside = inTransaction(ctx, (_, ctx) => transcribe(ctx, { ...its, idempotencyKey: "k" }, stays));
    await expect(inside).rejects.toThrow("inside a transaction");
    expect(asked).toHaveLength(0);
    await expectCharged(0n);
  });

  it.each([
    [413, "payload_too_large"],
    [400, "unsupported_media_type"],
  ])("that the provider refuses with %i says what to do", async (status, code) => {
    answers(() => {
      throw fault("bad_request", status);
    });
    await expect(ask()).rejects.toMatchObject({ code });
  });

  it("is a matter of models that are in no list of models to talk to", async () => {
    answers(fine);
    expect(await listReadingModels(ctx)).toEqual({
      rerank: [],
      transcription: ["acme/whisper-small"],
      vision: [],
    });
    expect((await listModels(ctx)).map(({ id }) => id)).toEqual(["acme/talker"]);
  });
});
