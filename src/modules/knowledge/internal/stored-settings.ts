import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";

/** Confidence in percent below which an answer is refused, or given with a caveat; which models order and read. */
export interface StoredSettings {
  readonly refuseBelow: number;
  readonly caveatBelow: number;
  /** `provider/model` that orders what a search found; null: none. */
  readonly rerankModel: string | null;
  /** `provider/model` that writes down recordings, and that reads scans; null: none. */
  readonly transcriptionModel: string | null;
  readonly visionModel: string | null;
}

/**
 * Of a workspace that has set none. Refused is what is probably not there; what is doubtful is answered with a caveat,
 * for a passage that is shown can be judged and one that is withheld cannot. What both do to questions that have an
 * answer and to those that have none is measured by `npm run eval:retrieval`.
 */
export const DEFAULT_SETTINGS: StoredSettings = {
  refuseBelow: 40,
  caveatBelow: 60,
  rerankModel: null,
  transcriptionModel: null,
  visionModel: null,
};

export async function loadSettings(ctx: Ctx, tx: Tx): Promise<StoredSettings> {
  const { rows } = await sql<StoredSettings>`
    select refuse_below as "refuseBelow", caveat_below as "caveatBelow", rerank_model as "rerankModel",
      transcription_model as "transcriptionModel", vision_model as "visionModel"
    from knowledge.setting where workspace_id = ${workspaceOf(ctx)}`.execute(tx);
  return rows[0] ?? DEFAULT_SETTINGS;
}
