import { z } from "zod";
import { recordAudit } from "../../kernel/audit.ts";
import { idSchema } from "../../kernel/contract.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { Tx } from "../../kernel/db/types.ts";
import { notFound } from "../../kernel/errors.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { KEYS_CHANNEL, type keyRevokedMessage, keyRingOf } from "./internal/key-ring.ts";
import type { Tables } from "./internal/tables.gen.ts";

const revokeApiKeyInput = z.strictObject({ keyId: idSchema.toLowerCase() });

/** Ends a key for good, in all processes at once. Revoking it again changes nothing and is no fault. */
export async function revokeApiKey(ctx: Ctx, input: z.input<typeof revokeApiKeyInput>): Promise<void> {
  requirePermission(ctx, "api-keys.manage");
  const { keyId } = revokeApiKeyInput.parse(input);
  await inTransaction(ctx, async (tx, ctx) => {
    const revoked = await tx
      .withTables<Tables>()
      .updateTable("api_keys.key")
      .set({ revoked_at: ctx.kernel.clock.now() })
      .where("workspace_id", "=", workspaceOf(ctx))
      .where("id", "=", keyId)
      .where("revoked_at", "is", null)
      .returning(["name", "prefix"])
      .executeTakeFirst();
    if (revoked === undefined) return requireExistingKey(ctx, tx, keyId);
    await recordAudit(ctx, tx, {
      action: "api-key.revoked",
      target: { kind: "api-key", id: keyId },
      details: { name: revoked.name, prefix: revoked.prefix },
    });
    const message: z.infer<typeof keyRevokedMessage> = { type: "key.revoked", keyId };
    await ctx.kernel.realtime.publishInTransaction(tx, KEYS_CHANNEL, message);
  });
  // This process need not wait for its own message: the very next request is refused.
  keyRingOf(ctx.kernel).forget(keyId);
}

async function requireExistingKey(ctx: Ctx, tx: Tx, keyId: string): Promise<void> {
  const row = await tx
    .withTables<Tables>()
    .selectFrom("api_keys.key")
    .select("id")
    .where("workspace_id", "=", workspaceOf(ctx))
    .where("id", "=", keyId)
    .executeTakeFirst();
  if (row === undefined) throw notFound("API key");
}
