import { sql } from "kysely";
import type { z } from "zod";
import { recordAudit } from "../../kernel/audit.ts";
import { actingUser, type Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { AppError } from "../../kernel/errors.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { type Collection, createCollectionInput } from "./contract.ts";
import { replaceReaders } from "./internal/collection-readers.ts";
import { COLLECTIONS_PER_WORKSPACE, loadCollection, nameTaken } from "./internal/collections.ts";
import { requireEmbeddingModel } from "./internal/valid-model.ts";
import { presentCollection } from "./present.ts";

/** Who makes a restricted collection joins its readers, so that somebody can check what is in it. */
export async function createCollection(
  ctx: Ctx,
  input: z.input<typeof createCollectionInput>,
): Promise<Collection> {
  requirePermission(ctx, "knowledge.manage");
  const wanted = createCollectionInput.parse(input);
  if (wanted.embeddingModel) await requireEmbeddingModel(ctx, wanted.embeddingModel);
  return nameTaken(() =>
    inTransaction(ctx, async (tx, ctx) => {
      const workspaceId = workspaceOf(ctx);
      const { rows } = await sql<{ count: number }>`
        select count(*)::integer as count from knowledge.collection where workspace_id = ${workspaceId}`.execute(
        tx,
      );
      if ((rows[0]?.count ?? 0) >= COLLECTIONS_PER_WORKSPACE) {
        throw new AppError(
          "limit_reached",
          `This workspace has ${COLLECTIONS_PER_WORKSPACE} collections, the most it can have. Delete one first.`,
          { data: { maximum: COLLECTIONS_PER_WORKSPACE } },
        );
      }
      const id = ctx.kernel.newId();
      const now = ctx.kernel.clock.now();
      await sql`
        insert into knowledge.collection
          (workspace_id, id, name, description, access, embedding_model, created_by, created_at, updated_at)
        values (${workspaceId}, ${id}, ${wanted.name}, ${wanted.description}, ${wanted.access}, ${wanted.embeddingModel},
          ${actingUser(ctx)}, ${now}, ${now})`.execute(tx);
      await replaceReaders(ctx, tx, id, wanted.access, wanted.readers);
      const row = await loadCollection(ctx, tx, id);
      const maker = actingUser(ctx);
      if (!row.readable && maker !== null) {
        await replaceReaders(ctx, tx, id, wanted.access, [...wanted.readers, { userId: maker }]);
      }
      await recordAudit(ctx, tx, {
        action: "collection.created",
        target: { kind: "collection", id },
        details: { ...wanted },
      });
      return presentCollection(await loadCollection(ctx, tx, id));
    }),
  );
}
