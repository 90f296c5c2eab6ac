import type { Ctx } from "../../kernel/ctx.ts";
import { hubOf, type KnownModel } from "./internal/hub.ts";

export interface ReadingModels {
  /** Ids of connected models that order passages by how well they answer a question. */
  readonly rerank: readonly string[];
  /** Ids of connected models that write down speech. */
  readonly transcription: readonly string[];
  /** Ids of connected models that see pictures. */
  readonly vision: readonly string[];
}

/** Models that read what is no chat: recordings and scans into text, passages beside a question. */
export async function listReadingModels(ctx: Ctx): Promise<ReadingModels> {
  const hub = hubOf(ctx.kernel);
  await hub.refreshSoon();
  const ids = (models: readonly KnownModel[]) => models.map(({ id }) => id);
  return {
    rerank: ids(hub.of("rerank").filter(({ provider }) => provider.provider?.rerank !== undefined)),
    transcription: ids(
      hub.of("transcription").filter(({ provider }) => provider.provider?.transcribe !== undefined),
    ),
    vision: ids(hub.all().filter(({ entry, provider }) => entry.images && provider.provider !== null)),
  };
}
