import { sql } from "kysely";
import type { z } from "zod";
import { recordAudit } from "../../kernel/audit.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { validationFailed } from "../../kernel/errors.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { listEmbeddingModels } from "../models/index.ts";
import { type KnowledgeSettings, updateKnowledgeSettingsInput } from "./contract.ts";
import { loadThresholds } from "./internal/thresholds.ts";

export async function getKnowledgeSettings(ctx: Ctx): Promise<KnowledgeSettings> {
  requirePermission(ctx, "knowledge.read");
  const models = await listEmbeddingModels(ctx);
  const thresholds = await inTransaction(ctx, (tx, ctx) => loadThresholds(ctx, tx));
  return {
    ...thresholds,
    embeddingModels: models.filter(({ available }) => available).map(({ id }) => id),
  };
}

/** What is left out stays. They hold from the next question on. */
export async function updateKnowledgeSettings(
  ctx: Ctx,
  input: z.input<typeof updateKnowledgeSettingsInput>,
): Promise<KnowledgeSettings> {
  requirePermission(ctx, "knowledge.manage");
  const wanted = updateKnowledgeSettingsInput.parse(input);
  await inTransaction(ctx, async (tx, ctx) => {
    const before = await loadThresholds(ctx, tx);
    const after = {
      refuseBelow: wanted.refuseBelow ?? before.refuseBelow,
      caveatBelow: wanted.caveatBelow ?? before.caveatBelow,
    };
    if (after.caveatBelow < after.refuseBelow) {
      throw validationFailed([
        {
          path: "caveatBelow",
          reason: "Answers with a caveat begin where refusals end: give at least that percentage.",
        },
      ]);
    }
    await sql`
      insert into knowledge.setting (workspace_id, refuse_below, caveat_below, updated_at)
      values (${workspaceOf(ctx)}, ${after.refuseBelow}, ${after.caveatBelow}, ${ctx.kernel.clock.now()})
      on conflict (workspace_id) do update
        set refuse_below = excluded.refuse_below, caveat_below = excluded.caveat_below, updated_at = excluded.updated_at`.execute(
      tx,
    );
    await recordAudit(ctx, tx, {
      action: "knowledge-settings.updated",
      target: { kind: "workspace", id: workspaceOf(ctx) },
      details: { before: { ...before }, after },
    });
  });
  return getKnowledgeSettings({ ...ctx, permissions: new Set([...ctx.permissions, "knowledge.read"]) });
}
