import { openAsBlob } from "node:fs";
import { FormData } from "undici";
import { z } from "zod";
import { failureOf } from "../classify-failure.ts";
import type { SpokenParagraph, TranscribeInput, Transcript } from "../provider.ts";
import { ModelProviderError, withoutSecrets } from "../provider-error.ts";
import { malformed, parseJson } from "./answer-json.ts";
import type { Upstream } from "./upstream.ts";

const MAXIMUM_ANSWER_BYTES = 16 * 1024 * 1024;
const MAXIMUM_REFUSAL_BYTES = 64 * 1024;
/** Segments are a sentence or less; a paragraph takes about this many seconds. */
const PARAGRAPH_SECONDS = 30;

/** The answer to `verbose_json`, and to `json`, which has no segments (OpenAI API reference, "Create transcription"). */
const answerSchema = z.object({
  text: z.string(),
  duration: z.coerce.number().optional().catch(undefined),
  usage: z.object({ seconds: z.number().optional() }).optional().catch(undefined),
  segments: z.array(z.object({ start: z.number(), text: z.string() })).optional(),
});

/**
 * `POST /audio/transcriptions` with a file from this machine's disk, which is streamed.
 * @throws ModelProviderError, or the signal's reason
 */
export async function transcribe(upstream: Upstream, input: TranscribeInput): Promise<Transcript> {
  const { modelId, path, name, signal } = input;
  signal.throwIfAborted();
  const form = new FormData();
  form.set("model", modelId);
  form.set("response_format", givesTimes(modelId) ? "verbose_json" : "json");
  form.set("file", await openAsBlob(path), nameFor(name));
  const late = AbortSignal.timeout(upstream.timeouts.totalMs);
  let hasAnswer = false;
  try {
    const { statusCode, headers, body } = await upstream.dispatcher.request({
      path: upstream.path("/audio/transcriptions"),
      method: "POST",
      headers: withoutContentType(upstream.headers(undefined)),
      body: form,
      signal: AbortSignal.any([signal, late]),
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    hasAnswer = true;
    const isRefusal = statusCode >= 300;
    const text = await boundedText(upstream, body, isRefusal ? MAXIMUM_REFUSAL_BYTES : MAXIMUM_ANSWER_BYTES);
    if (!isRefusal) return transcriptOf(upstream, text);
    const { provider, secrets } = upstream;
    throw failureOf({ provider, status: statusCode, headers, body: text, secrets });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ModelProviderError) throw error;
    const kind = late.aborted ? "stalled" : hasAnswer ? "dropped" : "unavailable";
    const detail = withoutSecrets(String(error), upstream.secrets);
    throw new ModelProviderError(kind, { provider: upstream.provider, detail });
  }
}

/** OpenAI's `gpt-4o-transcribe` and its kin refuse `verbose_json`: they tell no times. */
function givesTimes(modelId: string): boolean {
  return !/gpt-.*transcribe/i.test(modelId);
}

function transcriptOf(upstream: Upstream, text: string): Transcript {
  const answer = answerSchema.safeParse(parseJson(text));
  if (!answer.success) throw malformed(upstream, "No transcript in the answer");
  const { segments, duration, usage } = answer.data;
  const paragraphs = segments === undefined ? [{ text: answer.data.text.trim() }] : joined(segments);
  return {
    paragraphs: paragraphs.filter((paragraph) => paragraph.text !== ""),
    seconds: duration ?? usage?.seconds,
  };
}

function joined(segments: readonly { start: number; text: string }[]): SpokenParagraph[] {
  const paragraphs: { text: string; seconds: number }[] = [];
  for (const segment of segments) {
    const words = segment.text.trim();
    const open = paragraphs.at(-1);
    if (words === "") continue;
    if (open !== undefined && segment.start - open.seconds < PARAGRAPH_SECONDS) open.text += ` ${words}`;
    else paragraphs.push({ text: words, seconds: segment.start });
  }
  return paragraphs;
}

/** The service tells the format by the name's ending, so a long name keeps its end. */
function nameFor(name: string): string {
  return name.replace(/[/\\\p{Cc}"]/gu, "_").slice(-100) || "recording";
}

/** The form sets its own, with its boundary. */
function withoutContentType(flat: readonly string[]): string[] {
  return flat.filter((_, at) => flat[at - (at % 2)] !== "content-type");
}

async function boundedText(upstream: Upstream, body: AsyncIterable<Buffer>, most: number): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    if (bytes > most) throw malformed(upstream, `The answer is larger than ${most} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
