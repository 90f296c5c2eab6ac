import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";

/** Confidence in percent below which an answer is refused, or given with a caveat. */
export interface Thresholds {
  readonly refuseBelow: number;
  readonly caveatBelow: number;
}

/**
 * Of a workspace that has set none. Refused is what is probably not there; what is doubtful is answered with a caveat,
 * for a passage that is shown can be judged and one that is withheld cannot. What both do to questions that have an
 * answer and to those that have none is measured by `npm run eval:retrieval`.
 */
export const DEFAULT_THRESHOLDS: Thresholds = { refuseBelow: 40, caveatBelow: 80 };

export async function loadThresholds(ctx: Ctx, tx: Tx): Promise<Thresholds> {
  const { rows } = await sql<{ refuse_below: number; caveat_below: number }>`
    select refuse_below, caveat_below from knowledge.setting where workspace_id = ${workspaceOf(ctx)}`.execute(
    tx,
  );
  const [row] = rows;
  if (row === undefined) return DEFAULT_THRESHOLDS;
  return { refuseBelow: row.refuse_below, caveatBelow: row.caveat_below };
}
