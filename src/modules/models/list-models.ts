import type { Ctx } from "../../kernel/ctx.ts";
import { requirePermission } from "../../kernel/permissions.ts";
import type { Model, ModelPrice } from "./contract.ts";
import { hubOf, type KnownModel } from "./internal/hub.ts";
import type { Price } from "./internal/pricing.ts";

/** Every model of the installation with the price in force; those that lack a key say what is missing. */
export async function listModels(ctx: Ctx): Promise<Model[]> {
  requirePermission(ctx, "models.read");
  const hub = hubOf(ctx.kernel);
  await hub.refreshSoon();
  const chosen = hub.defaultModel().id;
  const models = await Promise.all(
    hub
      .all()
      .map(async (model) =>
        present(model, await hub.prices.inForce(model.id, model.entry), model.id === chosen),
      ),
  );
  return models.sort((a, b) => Number(b.available) - Number(a.available));
}

function present(model: KnownModel, price: Price, isDefault: boolean): Model {
  const { entry, provider } = model;
  return {
    id: model.id,
    name: entry.name,
    provider: { id: provider.id, name: provider.name },
    contextTokens: entry.contextTokens,
    maxOutputTokens: entry.maxOutputTokens,
    capabilities: { tools: entry.tools, images: entry.images, reasoning: entry.reasoning, json: entry.json },
    price: presentPrice(price),
    available: provider.provider !== null,
    reason: provider.provider === null ? provider.missing : null,
    isDefault,
  };
}

export function presentPrice(price: Price): ModelPrice {
  return {
    version: price.version,
    effectiveFrom: price.effectiveFrom.toISOString(),
    inputPerMillion: price.input.toString(),
    cachedInputPerMillion: price.cachedInput.toString(),
    cacheWritePerMillion: price.cacheWrite.toString(),
    outputPerMillion: price.output.toString(),
    reasoningPerMillion: price.reasoning.toString(),
    perImage: price.perImage.toString(),
    perMinute: price.perMinute.toString(),
  };
}
