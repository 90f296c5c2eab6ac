import { describe, expect, it } from "vitest";
import { inWorkspace, type Permission } from "../../../api/testing/in-workspace.tsx";
import { HOSTILE, having, isEscaped, textOf } from "../../../ui/testing/read-markup.ts";
import { renderMarkup } from "../../../ui/testing/render.tsx";
import type { KnowledgeSettings } from "../types.ts";
import { RerankModel } from "./rerank-model.tsx";

const shown = (
  rerankModels: readonly string[],
  rerankModel: string | null,
  permissions?: readonly Permission[],
) => {
  const settings: KnowledgeSettings = {
    refuseBelow: 40,
    caveatBelow: 60,
    embeddingModels: [],
    rerankModel,
    rerankModels: [...rerankModels],
    transcriptionModel: null,
    transcriptionModels: [],
    visionModel: null,
    visionModels: [],
  };
  return renderMarkup(inWorkspace(<RerankModel settings={settings} />, permissions));
};

describe("the choice of what orders the passages", () => {
  it("says in one sentence that it costs credit", () => {
    const html = shown(["jina/reranker"], "jina/reranker");
    expect(textOf(html)).toContain("Order what is found with");
    expect(textOf(html)).toContain("Costs credit for each question;");
    expect(having(html, "value", "jina/reranker").length).toBeGreaterThan(0);
  });

  it("is explained where no reranker is connected, and stays where the chosen one is gone", () => {
    expect(textOf(shown([], null))).toContain("Whoever runs this installation can connect a reranker");
    const html = shown([], "gone/reranker");
    expect(having(html, "value", "gone/reranker (not connected)").length).toBeGreaterThan(0);
  });

  it("cannot be changed by who may not manage Knowledge, and shows hostile names as text", () => {
    expect(shown(["a/b"], null, ["knowledge.read"])).toMatch(/<input[^>]*disabled/);
    expect(shown(["a/b"], null)).not.toMatch(/<input[^>]*disabled/);
    expect(isEscaped(shown([HOSTILE], HOSTILE))).toBe(true);
  });
});
