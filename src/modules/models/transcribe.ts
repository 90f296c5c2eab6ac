import { readFile, stat } from "node:fs/promises";
import type { SpokenParagraph, Transcript } from "../../adapters/models/provider.ts";
import { ModelProviderError } from "../../adapters/models/provider-error.ts";
import { mostSeconds } from "../../adapters/models/sound-length.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { AppError } from "../../kernel/errors.ts";
import { settleHold } from "../ledger/index.ts";
import { askAgain } from "./internal/ask-again.ts";
import { connectedModel } from "./internal/connected-model.ts";
import { holdOnce } from "./internal/hold-once.ts";
import { hubOf, type KnownModel } from "./internal/hub.ts";
import { costOfSound, type Price } from "./internal/pricing.ts";
import { toModelFailure } from "./provider-failure.ts";

export interface TranscriptionRequest {
  /** `provider/model`. */
  readonly model: string;
  /** A local file. */
  readonly path: string;
  /** The recording's own name: its ending tells the format. */
  readonly name: string;
  /** The same key with the same recording is charged once, however often it is asked. */
  readonly idempotencyKey: string;
  /** What the statement calls it. */
  readonly purpose: string;
  /** What the statement links to. */
  readonly subjectId: string | null;
}

/** What the services take, bytes (OpenAI's speech to text guide: 25 MB). */
export const RECORDING_MAXIMUM_BYTES = 25 * 1024 * 1024;
/** With all its tries. */
const DEADLINE_MS = 900_000;
/** Longer than it may take. A process that died gives its credit back after it. */
const LEASE_MS = 960_000;
/** A length beyond this, 28 hours, is a fault of the provider. */
const MOST_SECONDS = 100_000;
/** Of slow speech: what is charged where neither the provider nor a time in its answer tells the length. */
const WORDS_A_SECOND = 2;

/**
 * What is said in a recording, paragraph by paragraph; none when nothing was heard. Held for by the length that the
 * file can have, settled by the minutes that the provider reports, else by what was written down; a failure costs
 * nothing.
 * @throws AppError payload_too_large, as `holdCredit` does, and for a provider that fails; the signal's reason
 */
export async function transcribe(
  ctx: Ctx,
  request: TranscriptionRequest,
  signal: AbortSignal,
): Promise<readonly SpokenParagraph[]> {
  if (ctx.tx !== null) throw new Error("A provider is not asked inside a transaction.");
  const { model, price } = await speechModel(ctx, request.model);
  const { size } = await stat(request.path);
  if (size > RECORDING_MAXIMUM_BYTES) throw tooLarge();
  const seconds = mostSeconds(await readFile(request.path, { signal }));
  const { id: holdId } = await holdOnce(ctx, {
    kind: "transcribe",
    content: [size, seconds],
    idempotencyKey: request.idempotencyKey,
    purpose: request.purpose,
    subjectId: request.subjectId,
    leaseMs: LEASE_MS,
    quote: { model, price, amountMicroPt: costOfSound(price, seconds) },
  });
  try {
    const transcript = await ask(ctx, model, request, signal);
    await settle(ctx, holdId, { model, price }, lengthOf(transcript, seconds));
    return transcript.paragraphs;
  } catch (error) {
    await settle(ctx, holdId, { model, price }, null);
    signal.throwIfAborted();
    throw isUnreadable(error) ? unreadable(model, error) : toModelFailure(error, model.entry.name);
  }
}

/** @throws AppError model_not_found, model_not_allowed */
export async function speechModel(ctx: Ctx, modelId: string): Promise<{ model: KnownModel; price: Price }> {
  const hub = hubOf(ctx.kernel);
  const model = await connectedModel(hub, modelId, "transcription");
  if (model.provider.provider?.transcribe === undefined) {
    throw new AppError(
      "model_not_allowed",
      `${model.entry.name} cannot be reached for speech. Choose another one.`,
    );
  }
  return { model, price: await hub.prices.inForce(model.id, model.entry) };
}

function ask(ctx: Ctx, model: KnownModel, { path, name }: TranscriptionRequest, signal: AbortSignal) {
  const { provider, speechBreaker: breaker, id } = model.provider;
  const asking = { model, breaker, deadlineMs: DEADLINE_MS, complaint: "A recording was not written down" };
  return askAgain(ctx, asking, signal, (signal) => {
    if (provider?.transcribe === undefined) throw new ModelProviderError("unavailable", { provider: id });
    return provider.transcribe({ modelId: model.entry.model, path, name, signal });
  });
}

interface Length {
  readonly seconds: number;
  readonly usageSource: "provider" | "counted";
}

function lengthOf({ seconds, paragraphs }: Transcript, most: number): Length {
  if (seconds !== undefined && seconds > 0 && seconds <= MOST_SECONDS) {
    return { seconds, usageSource: "provider" };
  }
  const words = paragraphs.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);
  const begun = Math.max(0, ...paragraphs.map((paragraph) => paragraph.seconds ?? 0));
  return { seconds: Math.min(most, Math.max(begun, words / WORDS_A_SECOND)), usageSource: "counted" };
}

/** @param length null gives everything back */
async function settle(
  ctx: Ctx,
  holdId: string,
  { model, price }: { readonly model: KnownModel; readonly price: Price },
  length: Length | null,
): Promise<void> {
  await settleHold(ctx, {
    holdId,
    costMicroPt: length === null ? 0n : costOfSound(price, length.seconds),
    model: model.id,
    inputTokens: null,
    outputTokens: null,
    details: {
      ...(length === null ? {} : { seconds: Math.ceil(length.seconds), usageSource: length.usageSource }),
      priceVersion: price.version,
    },
  });
}

function tooLarge(): AppError {
  const megabytes = RECORDING_MAXIMUM_BYTES / 1_048_576;
  return new AppError(
    "payload_too_large",
    `A recording may have ${megabytes} MB at most. Save it as MP3 with a lower bit rate, or cut it and add the parts.`,
  );
}

/** The provider answers, and cannot take this very file: too large for it, or of a format that it does not know. */
function isUnreadable(error: unknown): error is ModelProviderError {
  return error instanceof ModelProviderError && error.kind === "bad_request";
}

function unreadable({ entry }: KnownModel, cause: ModelProviderError): AppError {
  return cause.status === 413
    ? new AppError(
        "payload_too_large",
        `${entry.name} takes no recording as large as this. Cut it and add the parts.`,
        { cause },
      )
    : new AppError(
        "unsupported_media_type",
        `${entry.name} cannot read this recording. Save it as MP3 and add that.`,
        { cause },
      );
}
