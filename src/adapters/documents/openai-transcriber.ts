import { openAsBlob } from "node:fs";
import { FormData, Pool } from "undici";
import { z } from "zod";
import { type Block, ReadFailure, type Transcriber } from "../../modules/knowledge/ports.ts";

export interface TranscriberOptions {
  /** "https://api.openai.com/v1". */
  readonly baseUrl: string;
  readonly apiKey?: string | undefined;
  readonly model: string;
  /** From sending to the whole answer, ms. */
  readonly timeoutMs?: number;
  /** Most services take 25 MB. */
  readonly maximumBytes?: number;
}

const TIMEOUT_MS = 600_000;
const MAXIMUM_BYTES = 25 * 1024 * 1024;
const MAXIMUM_ANSWER_BYTES = 16 * 1024 * 1024;
/** Segments are a sentence or less; a paragraph takes about this many seconds. */
const PARAGRAPH_SECONDS = 30;

/** The answer to `response_format=verbose_json` (OpenAI API reference, "Create transcription"). */
const answerSchema = z.object({
  text: z.string(),
  segments: z.array(z.object({ start: z.number(), text: z.string() })).optional(),
});

/** Writes down speech by any service that speaks OpenAI's `/audio/transcriptions`. */
export function createOpenAiTranscriber(
  options: TranscriberOptions,
): Transcriber & { close(): Promise<void> } {
  const url = new URL(options.baseUrl);
  const pool = new Pool(url.origin, { connections: 4, allowH2: false });
  return {
    async transcribe(path, name, signal) {
      signal.throwIfAborted();
      const file = await openAsBlob(path);
      const maximum = options.maximumBytes ?? MAXIMUM_BYTES;
      if (file.size > maximum) {
        const megabytes = Math.floor(maximum / 1_048_576);
        throw new ReadFailure(
          "too_large",
          `Sound and film may have ${megabytes} MB at most. Cut it and add the parts.`,
        );
      }
      const form = new FormData();
      form.set("model", options.model);
      form.set("response_format", "verbose_json");
      form.set("file", file, nameFor(name));
      const timeout = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
      try {
        const answer = await pool.request({
          path: `${url.pathname.replace(/\/+$/, "")}/audio/transcriptions${url.search}`,
          method: "POST",
          headers: options.apiKey === undefined ? {} : { authorization: `Bearer ${options.apiKey}` },
          body: form,
          signal: AbortSignal.any([signal, timeout]),
          headersTimeout: 0,
          bodyTimeout: 0,
        });
        const text = await boundedText(answer.body);
        if (answer.statusCode !== 200) throw failureOfStatus(answer.statusCode);
        return blocksOf(text);
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof ReadFailure) throw error;
        if (timeout.aborted) {
          throw new ReadFailure(
            "took_too_long",
            "Writing down this recording took too long. Cut it and add the parts.",
          );
        }
        throw new ReadFailure(
          "unreachable",
          "The service that writes down speech cannot be reached. Try it later.",
          error,
        );
      }
    },
    close: () => pool.close(),
  };
}

function blocksOf(text: string): Block[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw unreadable(error);
  }
  const answer = answerSchema.safeParse(json);
  if (!answer.success) throw unreadable(answer.error);
  const segments = answer.data.segments ?? [{ start: 0, text: answer.data.text }];
  const blocks: { kind: "paragraph"; text: string; seconds: number }[] = [];
  for (const segment of segments) {
    const words = segment.text.trim();
    const open = blocks.at(-1);
    if (words === "") continue;
    if (open !== undefined && segment.start - open.seconds < PARAGRAPH_SECONDS) open.text += ` ${words}`;
    else blocks.push({ kind: "paragraph", text: words, seconds: segment.start });
  }
  if (blocks.length === 0) throw new ReadFailure("empty", "No speech was heard in this recording.");
  return blocks;
}

/** The service tells the format by the name's ending, so a long name keeps its end. */
function nameFor(name: string): string {
  return name.replace(/[/\\\p{Cc}"]/gu, "_").slice(-100) || "recording";
}

async function boundedText(body: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    if (bytes > MAXIMUM_ANSWER_BYTES) throw unreadable(new Error("The answer is larger than 16 MB"));
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function unreadable(cause: unknown): ReadFailure {
  return new ReadFailure(
    "unreachable",
    "The service that writes down speech gave no readable answer. Try it later.",
    cause,
  );
}

function failureOfStatus(status: number): ReadFailure {
  const cause = new Error(`HTTP ${status}`);
  if (status === 413) {
    return new ReadFailure(
      "too_large",
      "This recording is too large for the service that writes it down. Cut it and add the parts.",
      cause,
    );
  }
  if (status === 400 || status === 415 || status === 422) {
    return new ReadFailure(
      "unsupported",
      "The service that writes down speech cannot read this recording. Save it as MP3 and add that.",
      cause,
    );
  }
  return new ReadFailure(
    "unreachable",
    "The service that writes down speech refused. Ask your administrator, or try it later.",
    cause,
  );
}
