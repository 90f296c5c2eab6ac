import { countTokens } from "../../adapters/models/token-count.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { unknownModel } from "./internal/catalog.ts";
import { hubOf } from "./internal/hub.ts";
import { type CallReceipt, settleTokens } from "./metered-call.ts";

export interface RecoveredCall {
  readonly holdId: string;
  readonly model: string;
  /** As quoted when the call began. */
  readonly promptTokens: number;
  /** What reached the people before the process died. */
  readonly deliveredText: string;
}

/**
 * Settles a call whose process died: what was delivered is charged by our count, once; the rest returns.
 * A call that was settled before the crash keeps its figures.
 */
export async function settleRecovered(ctx: Ctx, call: RecoveredCall): Promise<CallReceipt> {
  const hub = hubOf(ctx.kernel);
  const [provider = "", ...rest] = call.model.split("/");
  const entry = hub.get(call.model)?.entry ?? unknownModel(provider, rest.join("/"));
  const fallback = hub.defaultModel();
  const model = hub.get(call.model) ?? { ...fallback, id: call.model, entry };
  const delivered = call.deliveredText !== "";
  return settleTokens(ctx, {
    holdId: call.holdId,
    model,
    price: await hub.prices.inForce(call.model, entry),
    images: 0,
    tokens: {
      input: delivered ? call.promptTokens : 0,
      cachedInput: 0,
      cacheWrite: 0,
      output: delivered ? countTokens(call.deliveredText) : 0,
      reasoning: 0,
    },
    usageSource: "counted",
  });
}
