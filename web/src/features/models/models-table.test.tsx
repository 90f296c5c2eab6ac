import { describe, expect, it } from "vitest";
import type { Model } from "../../api/types.ts";
import { cells, HOSTILE, having, isEscaped } from "../../ui/testing/read-markup.ts";
import { renderMarkup } from "../../ui/testing/render.tsx";
import { ModelsTable } from "./models-table.tsx";

function model(id: string, more: Partial<Model> = {}): Model {
  return {
    id,
    name: id,
    provider: { id: "openai", name: "OpenAI" },
    contextTokens: 128_000,
    maxOutputTokens: 8_192,
    capabilities: { tools: true, images: false, reasoning: false, json: true },
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

const table = (models: readonly Model[], chosen: string | null = null) =>
  renderMarkup(<ModelsTable models={models} chosen={chosen} stale={false} />);

describe("a row of the models", () => {
  it("says what it is, what it can, how much fits, and what it costs in and out", () => {
    expect(cells(table([model("gpt-5")]))[0]).toEqual([
      "gpt-5 OpenAI · tools · JSON",
      "Ready",
      "128k / 8.2k",
      "1.25",
      "10.0",
    ]);
  });

  it("says in words why it does not answer", () => {
    const html = table([model("gpt-5", { available: false, reason: "OPENAI_API_KEY is not set." })]);
    expect(cells(html)[0]?.[1]).toBe("Not connected OPENAI_API_KEY is not set.");
    expect(having(html, "data-meaning", "warn")).toHaveLength(1);
  });

  it("says a reason that several models share at the first of them", () => {
    const kept = { available: false, reason: "OpenAI is not connected." };
    const states = cells(table([model("gpt-5", kept), model("gpt-4.1", kept)])).map((row) => row[1]);
    expect(states).toEqual(["Not connected OpenAI is not connected.", "Not connected"]);
  });

  it("sets prices at the end, so that they can be compared", () => {
    const ends = having(table([model("a")]), "data-kind", "end").filter(({ name }) => name === "td");
    expect(ends).toHaveLength(3);
  });

  it("shows hostile names and reasons as text", () => {
    expect(isEscaped(table([model(HOSTILE, { available: false, reason: HOSTILE })]))).toBe(true);
  });
});

describe("the model that new conversations start with", () => {
  const marked = (chosen: string | null) =>
    cells(table([model("a", { isDefault: true }), model("b")], chosen))
      .map((row) => row[0] ?? "")
      .filter((name) => name.includes("default"))
      .map((name) => name[0]);

  it("is the installation's where the workspace chose none", () => {
    expect(marked(null)).toEqual(["a"]);
  });

  it("is the workspace's choice, and then no other", () => {
    expect(marked("b")).toEqual(["b"]);
    expect(marked("gone")).toEqual([]);
  });
});
