import { expect, test } from "vitest";
import type { Model } from "../types.ts";
import {
  cheaperModels,
  chooseModel,
  contextLabel,
  groupLabel,
  groupModels,
  priceColumn,
  priceDecimals,
} from "./model-list.ts";

function model(id: string, input: bigint, output: bigint, more: Partial<Model> = {}): Model {
  const [provider = "", name = ""] = id.split("/");
  return {
    id,
    name,
    provider: { id: provider, name: provider },
    contextTokens: 128_000,
    maxOutputTokens: 4_096,
    capabilities: { tools: false, images: false, reasoning: false, json: false },
    price: {
      version: "1",
      effectiveFrom: "2026-01-01T00:00:00.000Z",
      inputPerMillion: String(input),
      cachedInputPerMillion: "0",
      cacheWritePerMillion: "0",
      outputPerMillion: String(output),
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

const sonnet = model("anthropic/sonnet", 3_000_000_000n, 15_000_000_000n, { isDefault: true });
const opus = model("anthropic/opus", 15_000_000_000n, 75_000_000_000n, {
  available: false,
  reason: "No key.",
});
const mini = model("openai/mini", 250_000_000n, 2_000_000_000n);
const all = [opus, sonnet, mini];

test("models stand by provider, those that answer first", () => {
  expect(groupModels(all, "").map((group) => [group.provider, group.models.map(({ name }) => name)])).toEqual(
    [
      ["anthropic", ["sonnet", "opus"]],
      ["openai", ["mini"]],
    ],
  );
  expect(groupModels([opus, mini], "").map((group) => group.provider)).toEqual(["openai", "anthropic"]);
});

test("a reason that all models of a provider share is said once", () => {
  const other = model("anthropic/haiku", 1n, 1n, { available: false, reason: "No key." });
  expect(groupModels([opus, other], "")[0]?.reason).toBe("No key.");
  expect(groupModels([opus, sonnet], "")[0]?.reason).toBeNull();
  expect(groupModels([opus, { ...other, reason: "Too large." }], "")[0]?.reason).toBeNull();
});

test("a reason that names the provider stands for its name", () => {
  const group = { provider: "OpenAI", models: [] };
  expect(groupLabel({ ...group, reason: null })).toBe("OpenAI");
  expect(groupLabel({ ...group, reason: "OpenAI is not connected." })).toBe("OpenAI is not connected.");
  expect(groupLabel({ ...group, reason: "No key." })).toBe("OpenAI: No key.");
});

test("the search takes every word, in name and provider", () => {
  expect(groupModels(all, "Open MIN").flatMap((group) => group.models)).toEqual([mini]);
  expect(groupModels(all, "nothing")).toEqual([]);
});

test("a model that does not answer is not chosen, however it was wished for", () => {
  expect(chooseModel(all, ["anthropic/opus", null, "openai/mini"])).toBe(mini);
  expect(chooseModel(all, ["gone/model"])).toBe(sonnet);
  expect(chooseModel([opus], ["anthropic/opus"])).toBeNull();
});

test("prices share their decimals, so that the columns align", () => {
  expect(priceDecimals(all)).toBe(2);
  expect(all.map(({ price }) => priceColumn(price.inputPerMillion, 2))).toEqual(["15.00", "3.00", "0.25"]);
  const tiny = model("x/tiny", 37_500_000n, 150_000_000n);
  expect(priceDecimals([...all, tiny])).toBe(4);
  expect(priceColumn("37500000", 4)).toBe("0.0375");
  expect(priceColumn("0", 2)).toBe("0.00");
});

test("cheaper models that answer come nearest first", () => {
  const nano = model("openai/nano", 50_000_000n, 400_000_000n);
  expect(cheaperModels([...all, nano], sonnet)).toEqual([mini, nano]);
  expect(cheaperModels(all, mini)).toEqual([]);
});

test("contexts are said in thousands and millions", () => {
  expect([1_000_000, 1_500_000, 200_000, 8_192, 512].map(contextLabel)).toEqual([
    "1M context",
    "1.5M context",
    "200k context",
    "8k context",
    "512 tokens of context",
  ]);
});
