import { microPt } from "../../../ui/pt.ts";
import type { Model } from "../types.ts";

export interface ProviderGroup {
  readonly provider: string;
  readonly models: readonly Model[];
  /** Why none of them answers, when it is the same for all: said once. */
  readonly reason: string | null;
}

/** Models whose name, provider or id holds every word of the search, by provider; those that answer come first. */
export function groupModels(models: readonly Model[], search: string): ProviderGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, Model[]>();
  for (const model of models) {
    const text = `${model.name} ${model.provider.name} ${model.id}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    const group = groups.get(model.provider.name) ?? [];
    groups.set(model.provider.name, group);
    group.push(model);
  }
  const usable = (group: readonly Model[]) => (group.some((model) => model.available) ? 0 : 1);
  return [...groups]
    .map(([provider, group]) => ({
      provider,
      reason: commonReason(group),
      models: group.toSorted((one, other) => Number(other.available) - Number(one.available)),
    }))
    .toSorted((one, other) => usable(one.models) - usable(other.models));
}

/** Above the models of a provider: its name, or the sentence that says why none of them answers. */
export function groupLabel({ provider, reason }: ProviderGroup): string {
  if (reason === null) return provider;
  return reason.startsWith(provider) ? reason : `${provider}: ${reason}`;
}

function commonReason(group: readonly Model[]): string | null {
  const reason = group[0]?.reason ?? null;
  return group.every((model) => !model.available && model.reason === reason) ? reason : null;
}

/** The first candidate that is there and answers; else the workspace's choice, else anything that answers. */
export function chooseModel(
  models: readonly Model[],
  candidates: readonly (string | null | undefined)[],
): Model | null {
  for (const id of candidates) {
    const model = models.find((candidate) => candidate.id === id && candidate.available);
    if (model) return model;
  }
  const usable = models.filter((model) => model.available);
  return usable.find((model) => model.isDefault) ?? usable[0] ?? null;
}

/** Decimals at which every price of the list can be told apart: 2 to 4. */
export function priceDecimals(models: readonly Model[]): number {
  const prices = models.flatMap(({ price }) => [price.inputPerMillion, price.outputPerMillion]).map(microPt);
  if (prices.some((price) => price % 10_000_000n !== 0n && price < 100_000_000n)) return 4;
  return prices.some((price) => price % 10_000_000n !== 0n) ? 3 : 2;
}

/** PT per 1,000 tokens with that many decimals; `perMillion` is micro-PT per million tokens. */
export function priceColumn(perMillion: string, decimals: number): string {
  const unit = 10n ** BigInt(9 - decimals);
  const scaled = ((microPt(perMillion) + unit / 2n) / unit).toString().padStart(decimals + 1, "0");
  return `${scaled.slice(0, -decimals)}.${scaled.slice(-decimals)}`;
}

/** Cheaper models that answer, dearest first: the nearest to the one that is too dear. */
export function cheaperModels(models: readonly Model[], than: Model): Model[] {
  const cost = ({ price }: Model) => microPt(price.inputPerMillion) + microPt(price.outputPerMillion);
  return models
    .filter((model) => model.available && cost(model) < cost(than))
    .toSorted((one, other) => (cost(one) < cost(other) ? 1 : -1));
}

/** "200k context": what fits into one conversation, tokens. */
export function contextLabel(tokens: number): string {
  if (tokens >= 1_000_000) return `${(tokens / 1_000_000).toFixed(1).replace(/\.0$/, "")}M context`;
  return tokens >= 1_000 ? `${Math.round(tokens / 1_000)}k context` : `${tokens} tokens of context`;
}
