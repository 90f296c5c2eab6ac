import { expect, test } from "vitest";
import type { Message, Receipt } from "../types.ts";
import { outcomeOf } from "./outcome-words.ts";

const receipt: Receipt = {
  holdId: "h",
  heldMicroPt: "5",
  chargedMicroPt: "3",
  returnedMicroPt: "2",
  balanceMicroPt: "0",
  model: "m",
  modelName: "M",
  inputTokens: 1,
  cachedInputTokens: 0,
  outputTokens: 1,
  reasoningTokens: 0,
  usageSource: "counted",
  priceVersion: "1",
};

function answer(status: Message["status"], more: Partial<Message> = {}): Message {
  return {
    id: "a",
    role: "assistant",
    status,
    text: "Some text",
    attachments: [],
    citations: [],
    verdict: null,
    author: null,
    model: "m",
    heldMicroPt: null,
    receipt,
    failure: null,
    continuesId: null,
    createdAt: "2026-11-20T10:00:00.000Z",
    ...more,
  };
}

test("a whole answer and one being written have nothing to tell", () => {
  expect(outcomeOf(answer("complete"))).toBeNull();
  expect(outcomeOf(answer("streaming"))).toBeNull();
});

test("an interrupted answer is kept, charged and can go on", () => {
  expect(outcomeOf(answer("interrupted"))).toMatchObject({
    sentence: "The answer was interrupted. What arrived is kept and charged.",
    canContinue: true,
    canRetry: false,
  });
});

test("a stopped answer can go on or be asked for again", () => {
  expect(outcomeOf(answer("stopped"))).toMatchObject({ canContinue: true, canRetry: true });
  expect(outcomeOf(answer("stopped", { text: "", receipt: null }))).toMatchObject({
    sentence: "Stopped before the first word. Nothing is charged.",
    canContinue: false,
  });
});

test("a charge is claimed only where there is one", () => {
  expect(outcomeOf(answer("interrupted", { receipt: null }))?.sentence).toBe(
    "The answer was interrupted. What arrived is kept.",
  );
});

test("a failed answer says its sentence and gives the question back", () => {
  const failure = { code: "provider_stalled", message: "The model stopped answering. Try again." };
  expect(outcomeOf(answer("failed", { failure }))).toMatchObject({
    meaning: "error",
    sentence: failure.message,
    canRetry: true,
    canEdit: true,
  });
});
