import type { Message, Model, Receipt } from "../types.ts";

export const RECEIPT: Receipt = {
  holdId: "h1",
  heldMicroPt: "14900000",
  chargedMicroPt: "11700000",
  returnedMicroPt: "3200000",
  balanceMicroPt: "14862400000",
  model: "openai/gpt-5",
  modelName: "GPT-5",
  inputTokens: 1_412,
  cachedInputTokens: 0,
  outputTokens: 186,
  reasoningTokens: 0,
  usageSource: "provider",
  priceVersion: "1",
};

export function answerOf(status: Message["status"], more: Partial<Message> = {}): Message {
  return {
    id: `answer-${status}`,
    role: "assistant",
    status,
    text: "Within 45 days.",
    attachments: [],
    citations: [],
    verdict: null,
    author: null,
    model: "openai/gpt-5",
    heldMicroPt: null,
    receipt: status === "streaming" ? null : RECEIPT,
    failure: status === "failed" ? { code: "x", message: "The model is busy. Try again." } : null,
    continuesId: null,
    createdAt: "2026-11-20T10:00:00.000Z",
    ...more,
  };
}

export function modelOf(id: string, more: Partial<Model> = {}): Model {
  return {
    id,
    name: id,
    provider: { id: "openai", name: "OpenAI" },
    contextTokens: 128_000,
    maxOutputTokens: 8_192,
    capabilities: { tools: false, images: false, reasoning: false, json: false },
    price: {
      version: "1",
      effectiveFrom: "2026-01-01T00:00:00.000Z",
      inputPerMillion: "1250000000",
      cachedInputPerMillion: "0",
      cacheWritePerMillion: "0",
      outputPerMillion: "10000000000",
      reasoningPerMillion: "0",
      perImage: "0",
      perMinute: "0",
    },
    available: true,
    reason: null,
    isDefault: false,
    ...more,
  };
}
