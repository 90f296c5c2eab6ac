import type { LanguageModelV4Usage } from "@ai-sdk/provider";
import { mulDivUp } from "../../../kernel/money.ts";
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
    perMinute: 0n,
  };
}

/** Cost in micro-PT, at least 1: no answer leaves without a debit. Rounded up once, at the end. */
export function costOf(price: Price, tokens: ChargedTokens): bigint {
  const millionths =
    BigInt(tokens.input) * price.input +
    BigInt(tokens.cachedInput) * price.cachedInput +
    BigInt(tokens.cacheWrite) * price.cacheWrite +
    BigInt(tokens.output) * price.output +
    BigInt(tokens.reasoning) * price.reasoning;
  return atLeastOne(mulDivUp(millionths, 1n, MILLION));
}

/** The most that a call can cost: every prompt token at the full price, every output token at the dearer of its two. */
export function worstCase(
  price: Price,
  promptTokens: number,
  maxOutputTokens: number,
  images: number,
): bigint {
  const dearestInput = price.cacheWrite > price.input ? price.cacheWrite : price.input;
  const dearestOutput = price.reasoning > price.output ? price.reasoning : price.output;
  const millionths = BigInt(promptTokens) * dearestInput + BigInt(maxOutputTokens) * dearestOutput;
  return atLeastOne(mulDivUp(millionths, 1n, MILLION) + BigInt(images) * price.perImage);
}

/**
 * A provider's usage, each token once: cached and written tokens are parts of the total, reasoning is part
 * of the output.
 * @returns undefined when the provider did not report both totals
 */
export function chargedTokens(usage: LanguageModelV4Usage): ChargedTokens | undefined {
  const { inputTokens, outputTokens } = usage;
  if (inputTokens.total === undefined || outputTokens.total === undefined) return undefined;
  const cachedInput = inputTokens.cacheRead ?? 0;
  const cacheWrite = inputTokens.cacheWrite ?? 0;
  const reasoning = outputTokens.reasoning ?? 0;
  return {
    input: Math.max(0, inputTokens.noCache ?? inputTokens.total - cachedInput - cacheWrite),
    cachedInput,
    cacheWrite,
    output: Math.max(0, outputTokens.total - reasoning),
    reasoning,
  };
}

function atLeastOne(amount: bigint): bigint {
  return amount > 0n ? amount : 1n;
}
