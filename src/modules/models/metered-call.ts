import type { LanguageModelV4StreamPart, LanguageModelV4Usage } from "@ai-sdk/provider";
import { countTokens } from "../../adapters/models/token-count.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { type Hold, holdCredit, type Settlement, settleHold } from "../ledger/index.ts";
import type { KnownModel } from "./internal/hub.ts";
import { isContent, type OpenUpstream, openUpstream } from "./internal/open-upstream.ts";
import { type ChargedTokens, chargedTokens, costOf, type Price } from "./internal/pricing.ts";
import { toModelFailure } from "./provider-failure.ts";
import type { CallQuote, ModelRequest } from "./quote-call.ts";

export interface BeginInput {
  readonly request: ModelRequest;
  /** The same key begins the call once; a second time nothing is held. */
  readonly idempotencyKey: string;
  /** `chat`, `api`, …: what the statement calls it. */
  readonly purpose: string;
  /** What the statement links to. */
  readonly subjectId: string | null;
  readonly holdId?: string;
}

/** A hold stands this long without a sign of life of its answer, ms. */
export const HOLD_LEASE_MS = 60_000;

export interface CallReceipt extends Settlement {
  readonly model: string;
  readonly modelName: string;
  readonly tokens: ChargedTokens;
  /** `provider`: the provider's figures; `counted`: ours, of what was delivered. */
  readonly usageSource: "provider" | "counted";
  readonly priceVersion: string;
}

/**
 * Holds what was quoted a moment ago for the same request, durably, before the provider is asked.
 * @throws as `holdCredit` does; nothing is held then
 */
export async function beginCall(ctx: Ctx, input: BeginInput, quote: CallQuote): Promise<MeteredCall> {
  const hold = await holdCredit(
    ctx,
    {
      idempotencyKey: input.idempotencyKey,
      amountMicroPt: quote.amountMicroPt,
      leaseMs: HOLD_LEASE_MS,
      purpose: input.purpose,
      subjectId: input.subjectId,
      model: quote.model.id,
    },
    input.holdId,
  );
  return new MeteredCall(ctx, quote, hold, input.request);
}

/** One call of a model under a hold: `start`, `next` until null, then `settle`, whatever happened before. */
export class MeteredCall {
  readonly quote: CallQuote;
  readonly hold: Hold;
  readonly #ctx: Ctx;
  readonly #request: ModelRequest;
  #upstream: OpenUpstream | null = null;
  #early: LanguageModelV4StreamPart[] = [];
  #delivered: string[] = [];
  /** Tool calls whose input came piece by piece before the call itself. */
  #toolInputs = new Set<string>();
  #usage: LanguageModelV4Usage | null = null;
  #settled: Promise<CallReceipt> | null = null;

  constructor(ctx: Ctx, quote: CallQuote, hold: Hold, request: ModelRequest) {
    this.#ctx = ctx;
    this.quote = quote;
    this.hold = hold;
    this.#request = request;
  }

  /**
   * Asks the provider and waits for the first content.
   * @param signal cuts the call at the provider at once
   * @throws AppError for the person who asked; the signal's reason after an abort
   */
  async start(signal: AbortSignal): Promise<void> {
    try {
      this.#upstream = await openUpstream(this.#ctx, this.quote, this.#request, signal);
      this.#early = [...this.#upstream.first].reverse();
    } catch (error) {
      signal.throwIfAborted();
      throw toModelFailure(error, this.quote.model.entry.name);
    }
  }

  /** The next part, or null at the end. Throws as {@link start} does; what came before stays valid and is charged. */
  async next(): Promise<LanguageModelV4StreamPart | null> {
    const part = this.#early.pop() ?? (await this.#reader().read()).value;
    if (part === undefined) return null;
    if (part.type === "error") {
      throw toModelFailure(part.error, this.quote.model.entry.name, this.hasDelivered);
    }
    this.#note(part);
    return part;
  }

  /** Something was delivered, so something will be charged. */
  get hasDelivered(): boolean {
    return this.#delivered.length > 0;
  }

  /** Ends the call at the provider; `settle` still follows. */
  close(): void {
    this.#upstream?.close();
  }

  /** Charges what was delivered and returns the rest; calling it again answers the same. */
  settle(): Promise<CallReceipt> {
    this.close();
    this.#settled ??= this.#settle();
    return this.#settled;
  }

  #reader(): OpenUpstream["reader"] {
    if (this.#upstream === null) throw new Error("The call was not started.");
    return this.#upstream.reader;
  }

  #note(part: LanguageModelV4StreamPart): void {
    if (part.type === "tool-input-delta") {
      this.#toolInputs.add(part.id);
      this.#delivered.push(part.delta);
    } else if (part.type === "finish") {
      this.#usage = part.usage;
    } else if (isContent(part)) {
      this.#delivered.push(this.#textOf(part));
    }
  }

  /** What our own count is made of, should the provider not say. */
  #textOf(part: LanguageModelV4StreamPart): string {
    if (part.type === "text-delta" || part.type === "reasoning-delta") return part.delta;
    if (part.type === "tool-input-start") return part.toolName;
    if (part.type !== "tool-call") return "";
    return this.#toolInputs.has(part.toolCallId) ? "" : `${part.toolName}${part.input}`;
  }

  async #settle(): Promise<CallReceipt> {
    const reported = this.#usage === null ? undefined : chargedTokens(this.#usage);
    const { model, price } = this.#upstream ?? this.quote;
    return settleTokens(this.#ctx, {
      holdId: this.hold.id,
      model,
      price,
      tokens: this.hasDelivered ? (reported ?? this.#counted()) : NOTHING,
      images: this.quote.images,
      usageSource: reported === undefined ? "counted" : "provider",
    });
  }

  #counted(): ChargedTokens {
    return { ...NOTHING, input: this.quote.promptTokens, output: countTokens(this.#delivered.join("")) };
  }
}

const NOTHING: ChargedTokens = { input: 0, cachedInput: 0, cacheWrite: 0, output: 0, reasoning: 0 };

interface TokensToSettle {
  readonly holdId: string;
  /** What answered, at its own price: a fallback is not charged like the model that it stood in for. */
  readonly model: KnownModel;
  readonly price: Price;
  readonly tokens: ChargedTokens;
  /** Images in the prompt; charged when anything was delivered. */
  readonly images: number;
  readonly usageSource: CallReceipt["usageSource"];
}

export async function settleTokens(ctx: Ctx, input: TokensToSettle): Promise<CallReceipt> {
  const { tokens, model, price } = input;
  const anything = Object.values(tokens).some((count) => count > 0);
  const settlement = await settleHold(ctx, {
    holdId: input.holdId,
    costMicroPt: anything ? costOf(price, tokens, input.images) : 0n,
    model: model.id,
    inputTokens: tokens.input + tokens.cachedInput + tokens.cacheWrite,
    outputTokens: tokens.output + tokens.reasoning,
    details: {
      cachedInputTokens: tokens.cachedInput,
      reasoningTokens: tokens.reasoning,
      usageSource: input.usageSource,
      priceVersion: price.version,
      ...(ctx.actor.kind === "api-key" ? { apiKeyName: ctx.actor.name } : {}),
    },
  });
  return {
    ...settlement,
    model: model.id,
    modelName: model.entry.name,
    tokens,
    usageSource: input.usageSource,
    priceVersion: price.version,
  };
}
