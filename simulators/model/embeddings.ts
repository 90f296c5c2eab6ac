import { createHash } from "node:crypto";
import { parse } from "./chat-request.ts";

const DEFAULT_DIMENSIONS = 256;
const MAX_DIMENSIONS = 4_096;

/**
 * Deterministic vectors of length 1: each lower-cased word adds to a few hashed places, so texts that
 * share words are near each other. Returns the answer, or a sentence saying what is wrong.
 */
export function embeddingsDocument(body: string): object | string {
  const json = parse(body);
  if (json === undefined) return "We could not parse the JSON body of your request.";
  const input = typeof json.input === "string" ? [json.input] : json.input;
  if (!Array.isArray(input) || input.length === 0 || !input.every((text) => typeof text === "string")) {
    return "Invalid type for 'input': expected a string or a list of strings.";
  }
  const asked = typeof json.dimensions === "number" ? json.dimensions : DEFAULT_DIMENSIONS;
  const dimensions = Math.min(Math.max(1, Math.floor(asked)), MAX_DIMENSIONS);
  const tokens = input.reduce(
    (sum: number, text: string) => sum + Math.max(1, Math.ceil(text.length / 4)),
    0,
  );
  return {
    object: "list",
    model: json.model,
    data: input.map((text: string, index) => ({
      object: "embedding",
      index,
      embedding: encode(hashedVector(text, dimensions), json.encoding_format === "base64"),
    })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

function hashedVector(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text]) {
    const digest = createHash("sha256").update(word).digest();
    for (let i = 0; i < 8; i += 2) {
      const place = digest.readUInt32BE(i * 4) % dimensions;
      vector[place] = (vector[place] ?? 0) + (digest.readUInt8(i * 4 + 4) < 128 ? 1 : -1);
    }
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

/** The official clients ask for base64 of little-endian 32-bit floats. */
function encode(vector: Float32Array, asBase64: boolean): string | number[] {
  if (!asBase64) return Array.from(vector);
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString("base64");
}
