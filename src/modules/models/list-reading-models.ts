import type { Ctx } from "../../kernel/ctx.ts";
import { hubOf, type KnownModel } from "./internal/hub.ts";

export interface ReadingModels {
  /** Ids of connected models that write down speech. */
  readonly transcription: readonly string[];
  /** Ids of connected models that see pictures. */
  readonly vision: readonly string[];
}

/** Models that turn recordings and scans into text. */
export async function listReadingModels(ctx: Ctx): Promise<ReadingModels> {
  const hub = hubOf(ctx.kernel);
  await hub.refreshSoon();
  const ids = (models: readonly KnownModel[]) => models.map(({ id }) => id);
  return {
    transcription: ids(
      hub.of("transcription").filter(({ provider }) => provider.provider?.transcribe !== undefined),
    ),
    vision: ids(hub.all().filter(({ entry, provider }) => entry.images && provider.provider !== null)),
  };
}
