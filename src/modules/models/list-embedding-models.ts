import type { Ctx } from "../../kernel/ctx.ts";
import { hubOf } from "./internal/hub.ts";

export interface EmbeddingModel {
  /** `provider/model`. */
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  /** Null where only the first answer tells. */
  readonly dimensions: number | null;
  /** Micro-PT per million tokens. */
  readonly inputPerMillion: bigint;
  /** Connected; otherwise `reason` is a sentence saying what is missing. */
  readonly available: boolean;
  readonly reason: string | null;
}

/** Every model that makes vectors, with its price in force; connected ones first. */
export async function listEmbeddingModels(ctx: Ctx): Promise<EmbeddingModel[]> {
  const hub = hubOf(ctx.kernel);
  await hub.refreshSoon();
  const models = await Promise.all(
    hub.of("embedding").map(async ({ id, entry, provider }): Promise<EmbeddingModel> => {
      const price = await hub.prices.inForce(id, entry);
      return {
        id,
        name: entry.name,
        provider: provider.name,
        dimensions: entry.embedding?.dimensions ?? null,
        inputPerMillion: price.input,
        available: provider.provider?.embed !== undefined,
        reason: provider.provider === null ? provider.missing : null,
      };
    }),
  );
  return models.sort((a, b) => Number(b.available) - Number(a.available));
}
