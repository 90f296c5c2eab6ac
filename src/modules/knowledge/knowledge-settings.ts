import { sql } from "kysely";
import type { z } from "zod";
import { recordAudit } from "../../kernel/audit.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { defined } from "../../kernel/defined.ts";
import { validationFailed } from "../../kernel/errors.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { listEmbeddingModels, listReadingModels, quoteReading } from "../models/index.ts";
import { type KnowledgeSettings, updateKnowledgeSettingsInput } from "./contract.ts";
import { loadSettings } from "./internal/stored-settings.ts";
import { validModel } from "./internal/valid-model.ts";

export async function getKnowledgeSettings(ctx: Ctx): Promise<KnowledgeSettings> {
  requirePermission(ctx, "knowledge.read");
  const models = await listEmbeddingModels(ctx);
  const reading = await listReadingModels(ctx);
  return {
    ...(await inTransaction(ctx, (tx, ctx) => loadSettings(ctx, tx))),
    embeddingModels: models.filter(({ available }) => available).map(({ id }) => id),
    rerankModels: [...reading.rerank],
    transcriptionModels: [...reading.transcription],
    visionModels: [...reading.vision],
  };
}

/** What is left out stays. They hold from the next question on. */
export async function updateKnowledgeSettings(
  ctx: Ctx,
  input: z.input<typeof updateKnowledgeSettingsInput>,
): Promise<KnowledgeSettings> {
  requirePermission(ctx, "knowledge.manage");
  const wanted = updateKnowledgeSettingsInput.parse(input);
  await requireModels(ctx, wanted);
  await inTransaction(ctx, async (tx, ctx) => {
    const before = await loadSettings(ctx, tx);
    const after = { ...before, ...defined(wanted) };
    if (after.caveatBelow < after.refuseBelow) {
      throw validationFailed([
        {
          path: "caveatBelow",
          reason: "Answers with a caveat begin where refusals end: give at least that percentage.",
        },
      ]);
    }
    await sql`
      insert into knowledge.setting (workspace_id, refuse_below, caveat_below, rerank_model, transcription_model, vision_model, updated_at)
      values (${workspaceOf(ctx)}, ${after.refuseBelow}, ${after.caveatBelow}, ${after.rerankModel}, ${after.transcriptionModel}, ${after.visionModel}, ${ctx.kernel.clock.now()})
      on conflict (workspace_id) do update
        set refuse_below = excluded.refuse_below, caveat_below = excluded.caveat_below, rerank_model = excluded.rerank_model,
          transcription_model = excluded.transcription_model, vision_model = excluded.vision_model, updated_at = excluded.updated_at`.execute(
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

/** @throws AppError validation_failed for a model that cannot do it here, with the reason */
async function requireModels(ctx: Ctx, wanted: z.output<typeof updateKnowledgeSettingsInput>): Promise<void> {
  const none = { transcriptionModel: null, visionModel: null, files: [] };
  for (const path of ["transcriptionModel", "visionModel"] as const) {
    await validModel(path, () => quoteReading(ctx, { ...none, [path]: wanted[path] ?? null }));
  }
  if (!wanted.rerankModel || (await listReadingModels(ctx)).rerank.includes(wanted.rerankModel)) return;
  const reason = "No model of this name orders passages here. Choose one of the list.";
  throw validationFailed([{ path: "rerankModel", reason }]);
}
