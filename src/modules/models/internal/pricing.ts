import type { LanguageModelV4Usage } from "@ai-sdk/provider";
import { MAX_AMOUNT_MICRO_PT, mulDivUp } from "../../../kernel/money.ts";
import type { CatalogEntry } from "./catalog.ts";
import { CATALOG_VERSION } from "./catalog.ts";

/** Prices in micro-PT per million tokens. */
export interface Price {
  readonly version: string;
  readonly effectiveFrom: Date;
  readonly input: bigint;
  readonly cachedInput: bigint;
  readonly cacheWrite: bigint;
  readonly output: bigint;
  readonly reasoning: bigint;
  readonly perImage: bigint;
  readonly perMinute: bigint;
}

/** Tokens as they are charged: each token in exactly one field. */
export interface ChargedTokens {
  readonly input: number;
  readonly cachedInput: number;
  readonly cacheWrite: number;
  readonly output: number;
  readonly reasoning: number;
}

const MILLION = 1_000_000n;
const MS_PER_MINUTE = 60_000n;
/** USD 1 is 1,000 PT, so 10^9 micro-PT. */
const MICRO_PT_PER_USD = 1_000_000_000;

export function listPrice(entry: CatalogEntry): Price {
  const price = (usd: number) => BigInt(Math.round(usd * MICRO_PT_PER_USD));
  return {
    version: CATALOG_VERSION,
    effectiveFrom: new Date("2026-11-01T00:00:00Z"),
    input: price(entry.usd.input),
    cachedInput: price(entry.usd.cachedInput),
    cacheWrite: price(entry.usd.cacheWrite),
    output: price(entry.usd.output),
    reasoning: price(entry.usd.output),
    perImage: 0n,
    perMinute: price(entry.transcription?.usdPerMinute ?? 0),
  };
}

/** Cost in micro-PT, at least 1: no answer leaves without a debit. Rounded up once, at the end; at most what one posting carries. */
export function costOf(price: Price, tokens: ChargedTokens, images: number): bigint {
  const millionths =
    BigInt(tokens.input) * price.input +
    BigInt(tokens.cachedInput) * price.cachedInput +
    BigInt(tokens.cacheWrite) * price.cacheWrite +
    BigInt(tokens.output) * price.output +
    BigInt(tokens.reasoning) * price.reasoning;
  return postable(millionths, images, price);
}

/** Cost of recorded sound in micro-PT, at least 1; each begun millisecond counts. */
export function costOfSound(price: Price, seconds: number): bigint {
  const milliseconds = BigInt(Math.ceil(seconds * 1_000));
  return postable(milliseconds * price.perMinute, 0, price, MS_PER_MINUTE);
}

/** The most that a call can cost: every prompt token at its dearest price, every output token at the dearer of its two. */
export function worstCase(
  price: Price,
  promptTokens: number,
  maxOutputTokens: number,
  images: number,
): bigint {
  const millionths =
    BigInt(promptTokens) * dearest(price.input, price.cachedInput, price.cacheWrite) +
    BigInt(maxOutputTokens) * dearest(price.output, price.reasoning);
  return postable(millionths, images, price);
}

function postable(parts: bigint, images: number, price: Price, partsOfOne = MILLION): bigint {
  const amount = mulDivUp(parts, 1n, partsOfOne) + BigInt(images) * price.perImage;
  if (amount < 1n) return 1n;
  return amount > MAX_AMOUNT_MICRO_PT ? MAX_AMOUNT_MICRO_PT : amount;
}

function dearest(...prices: bigint[]): bigint {
  return prices.reduce((most, price) => (price > most ? price : most), 0n);
}

/** More in one call than any model takes: such a figure is a fault of the provider, and the journal could not hold it. */
const MOST_TOKENS = 1_000_000_000;

/**
 * A provider's usage, each token once: cached and written tokens are parts of the input's total, reasoning is
 * part of the output's, however the provider adds them up.
 * @returns undefined when it did not report both totals, or what it reported cannot be
 */
export function chargedTokens(usage: LanguageModelV4Usage): ChargedTokens | undefined {
  const { inputTokens, outputTokens } = usage;
  const input = tokenCount(inputTokens.total);
  const output = tokenCount(outputTokens.total);
  if (input === undefined || output === undefined) return undefined;
  const cachedInput = Math.min(tokenCount(inputTokens.cacheRead) ?? 0, input);
  const cacheWrite = Math.min(tokenCount(inputTokens.cacheWrite) ?? 0, input - cachedInput);
  const reasoning = Math.min(tokenCount(outputTokens.reasoning) ?? 0, output);
  return {
    input: input - cachedInput - cacheWrite,
    cachedInput,
    cacheWrite,
    output: output - reasoning,
    reasoning,
  };
}

function tokenCount(reported: number | undefined): number | undefined {
  const isCount = Number.isInteger(reported) && (reported ?? -1) >= 0 && (reported ?? 0) <= MOST_TOKENS;
  return isCount ? reported : undefined;
}
