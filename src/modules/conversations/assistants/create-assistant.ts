import { sql } from "kysely";
import type { z } from "zod";
import { recordAudit } from "../../../kernel/audit.ts";
import { actingUser, type Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import { AppError } from "../../../kernel/errors.ts";
import { requirePermission, workspaceOf } from "../../../kernel/permissions.ts";
import { type Assistant, createAssistantInput } from "../contract.ts";
import { announceAssistants, nameTaken } from "./changed.ts";
import {
  ASSISTANTS_MAXIMUM,
  loadAssistant,
  loadAssistants,
  presentAssistant,
  saveCollections,
} from "./store.ts";

/**
 * An assistant that everybody in the workspace can pick.
 * @throws AppError conflict for a name that is taken, limit_reached at 100
 */
export async function createAssistant(
  ctx: Ctx,
  input: z.input<typeof createAssistantInput>,
): Promise<Assistant> {
  requirePermission(ctx, "assistants.manage");
  const wanted = createAssistantInput.parse(input);
  const { kernel } = ctx;
  const id = kernel.newId();
  const now = kernel.clock.now();
  return nameTaken(wanted.name, () =>
    inTransaction(ctx, async (tx, ctx) => {
      if ((await loadAssistants(ctx, tx)).length >= ASSISTANTS_MAXIMUM) {
        throw new AppError(
          "limit_reached",
          `A workspace has at most ${ASSISTANTS_MAXIMUM} assistants. Delete one that nobody uses.`,
        );
      }
      await sql`insert into conversations.assistant (workspace_id, id, name, description, instructions, model,
          every_collection, tools, created_by, created_at, updated_at)
        values (${workspaceOf(ctx)}, ${id}, ${wanted.name}, ${wanted.description}, ${wanted.instructions},
          ${wanted.model}, ${wanted.collectionIds === null}, ${wanted.tools}::text[], ${actingUser(ctx)}, ${now},
          ${now})`.execute(tx);
      await saveCollections(ctx, tx, id, wanted.collectionIds);
      await recordAudit(ctx, tx, {
        action: "assistant.created",
        target: { kind: "assistant", id },
        details: wanted,
      });
      await announceAssistants(ctx, tx);
      return presentAssistant(await loadAssistant(ctx, tx, id));
    }),
  );
}
