import type { EmbedInput, EmbedResult } from "../provider.ts";
import { malformed, parseJson } from "./answer-json.ts";
import { sendJson } from "./send-json.ts";
import type { Upstream } from "./upstream.ts";

type WireEmbeddings = { data?: unknown; usage?: { prompt_tokens?: unknown; total_tokens?: unknown } };

/** `POST /embeddings`; vectors come back in the order of the values, whatever order the provider used. */
export async function embed(upstream: Upstream, input: EmbedInput): Promise<EmbedResult> {
  const { modelId, values, signal } = input;
  if (values.length === 0) return { vectors: [], tokens: 0 };
  const body = JSON.stringify({
    model: modelId,
    input: values.map((value) => value.toWellFormed()),
  });
  const { text } = await sendJson({ upstream, endpoint: "/embeddings", body, signal });
  const answer = parse(text);
  const vectors: number[][] = [];
  const rows: unknown[] = Array.isArray(answer?.data) ? answer.data : [];
  for (const [position, row] of rows.entries()) {
    if (typeof row !== "object" || row === null || !("embedding" in row) || !isVector(row.embedding))
      continue;
    const index = "index" in row && typeof row.index === "number" ? row.index : position;
    if (Number.isInteger(index) && index >= 0 && index < values.length) vectors[index] = row.embedding;
  }
  if (rows.length !== values.length || values.some((_, i) => vectors[i] === undefined)) {
    throw malformed(upstream, `Expected ${values.length} vectors, received ${rows.length}`);
  }
  const tokens = answer?.usage?.prompt_tokens ?? answer?.usage?.total_tokens;
  return { vectors, tokens: typeof tokens === "number" ? tokens : undefined };
}

function parse(text: string): WireEmbeddings | undefined {
  const parsed = parseJson(text);
  // All fields are optional and checked at use.
  return typeof parsed === "object" && parsed !== null ? (parsed as WireEmbeddings) : undefined;
}

function isVector(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every(Number.isFinite);
}
