import type { LanguageModelV4FilePart } from "@ai-sdk/provider";

export type WirePart =
  | { type: "text"; text: string }
  | { type: "image_url"; image_url: { url: string } }
  | { type: "input_audio"; input_audio: { data: string; format: "wav" | "mp3" } }
  | { type: "file"; file: { filename: string; file_data: string } };

const AUDIO_FORMATS: Record<string, "wav" | "mp3"> = {
  "audio/wav": "wav",
  "audio/x-wav": "wav",
  "audio/mpeg": "mp3",
  "audio/mp3": "mp3",
};

/** A file of a user message on OpenAI's wire, or `undefined` when the wire has no place for it. */
export function filePart(part: LanguageModelV4FilePart): WirePart | undefined {
  const { data, mediaType } = part;
  if (data.type === "text") return { type: "text", text: data.text.toWellFormed() };
  if (data.type === "reference") return undefined;
  const family = mediaType.split("/")[0];
  if (data.type === "url") {
    if (family !== "image") return undefined;
    return { type: "image_url", image_url: { url: data.originalUrl ?? data.url.href } };
  }
  if (family === "image") {
    const exact = mediaType.includes("*") || mediaType === "image" ? imageTypeOf(data.data) : mediaType;
    return { type: "image_url", image_url: { url: `data:${exact};base64,${base64(data.data)}` } };
  }
  if (family === "text" || mediaType === "application/json") {
    return { type: "text", text: Buffer.from(base64(data.data), "base64").toString("utf8") };
  }
  const format = AUDIO_FORMATS[mediaType];
  if (format !== undefined) return { type: "input_audio", input_audio: { data: base64(data.data), format } };
  if (mediaType === "application/pdf") {
    const file_data = `data:application/pdf;base64,${base64(data.data)}`;
    return { type: "file", file: { filename: part.filename ?? "document.pdf", file_data } };
  }
  return undefined;
}

function base64(data: Uint8Array | string): string {
  if (typeof data === "string") return data;
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64");
}

/** By the first bytes, as base64: PNG 89504E47, GIF "GIF8", WebP "RIFF". */
function imageTypeOf(data: Uint8Array | string): string {
  const head = typeof data === "string" ? data.slice(0, 8) : base64(data.subarray(0, 6));
  if (head.startsWith("iVBORw")) return "image/png";
  if (head.startsWith("R0lGOD")) return "image/gif";
  return head.startsWith("UklGR") ? "image/webp" : "image/jpeg";
}
