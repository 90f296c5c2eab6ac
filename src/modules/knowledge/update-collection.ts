import { sql } from "kysely";
import type { z } from "zod";
import { recordAudit } from "../../kernel/audit.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { defined } from "../../kernel/defined.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { type Collection, updateCollectionInput } from "./contract.ts";
import { replaceReaders } from "./internal/collection-readers.ts";
import { loadCollection, nameTaken } from "./internal/collections.ts";
import { requireEmbeddingModel } from "./internal/valid-model.ts";
import { reEmbedJob } from "./jobs.ts";
import { presentCollection } from "./present.ts";

/** What is left out stays. Another access holds from the next search on: it is part of each query. */
export async function updateCollection(
  ctx: Ctx,
  collectionId: string,
  input: z.input<typeof updateCollectionInput>,
): Promise<Collection> {
  requirePermission(ctx, "knowledge.manage");
  const wanted = updateCollectionInput.parse(input);
  if (wanted.embeddingModel) await requireEmbeddingModel(ctx, wanted.embeddingModel);
  return nameTaken(() =>
    inTransaction(ctx, async (tx, ctx) => {
      const before = presentCollection(await loadCollection(ctx, tx, collectionId));
      const after = { ...before, ...defined(wanted) };
      await sql`
        update knowledge.collection set name = ${after.name}, description = ${after.description}, access = ${after.access},
          serving_model = case
            when ${after.embeddingModel}::text is null or ${after.embeddingModel} = coalesce(serving_model, embedding_model) then null
            else coalesce(serving_model, embedding_model) end,
          embedding_model = ${after.embeddingModel}, updated_at = ${ctx.kernel.clock.now()}
        where workspace_id = ${workspaceOf(ctx)} and id = ${collectionId}`.execute(tx);
      if (wanted.readers !== undefined || wanted.access !== undefined) {
        await replaceReaders(ctx, tx, collectionId, after.access, after.readers);
      }
      if (after.embeddingModel !== before.embeddingModel) {
        await ctx.kernel.events.enqueue(
          ctx,
          tx,
          reEmbedJob,
          { collectionId },
          { singletonKey: collectionId },
        );
      }
      await recordAudit(ctx, tx, {
        action: "collection.updated",
        target: { kind: "collection", id: collectionId },
        details: {
          before: { name: before.name, access: before.access, readers: before.readers },
          changed: wanted,
        },
      });
      return presentCollection(await loadCollection(ctx, tx, collectionId));
    }),
  );
}
