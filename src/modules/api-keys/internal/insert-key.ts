import { sql } from "kysely";
import type { z } from "zod";
import { recordAudit } from "../../../kernel/audit.ts";
import { actingUser, type Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { AppError, validationFailed } from "../../../kernel/errors.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import type { createApiKeyInput } from "../contract.ts";
import { KEY_COLUMNS, type KeyRow } from "../present.ts";
import { newSecret } from "./secret-format.ts";
import type { Tables } from "./tables.gen.ts";

/** Keys of one workspace that work at the same time. */
export const LIVE_KEYS_PER_WORKSPACE = 100;

/** Writes a key and its audit record. @returns the row, and the secret, which exists nowhere else */
export async function insertKey(
  ctx: Ctx,
  tx: Tx,
  key: z.output<typeof createApiKeyInput>,
): Promise<{ row: KeyRow; secret: string }> {
  const now = ctx.kernel.clock.now();
  const expiresAt = key.expiresAt === null ? null : new Date(key.expiresAt);
  if (expiresAt !== null && expiresAt <= now) {
    throw validationFailed([{ path: "expiresAt", reason: "Choose a time in the future." }]);
  }
  await requireRoomForKey(ctx, tx, now);
  const { secret, prefix, hash } = newSecret();
  const row = await tx
    .withTables<Tables>()
    .insertInto("api_keys.key")
    .values({
      workspace_id: workspaceOf(ctx),
      id: ctx.kernel.newId(),
      name: key.name,
      prefix,
      secret_hash: hash,
      scopes: [...new Set(key.scopes)],
      created_by: actingUser(ctx),
      created_at: now,
      expires_at: expiresAt,
    })
    .returning(KEY_COLUMNS)
    .executeTakeFirstOrThrow();
  await recordAudit(ctx, tx, {
    action: "api-key.created",
    target: { kind: "api-key", id: row.id },
    details: { name: row.name, prefix: row.prefix, scopes: row.scopes, expiresAt: key.expiresAt },
  });
  return { row, secret };
}

/** The advisory lock makes simultaneous creations count each other. */
async function requireRoomForKey(ctx: Ctx, tx: Tx, now: Date): Promise<void> {
  const workspaceId = workspaceOf(ctx);
  await sql`select pg_advisory_xact_lock(hashtextextended(${`api-keys-of:${workspaceId}`}, 0))`.execute(tx);
  const { live } = await tx
    .withTables<Tables>()
    .selectFrom("api_keys.key")
    .select((row) => row.fn.countAll<bigint>().as("live"))
    .where("workspace_id", "=", workspaceId)
    .where("revoked_at", "is", null)
    .where((row) => row.or([row("expires_at", "is", null), row("expires_at", ">", now)]))
    .executeTakeFirstOrThrow();
  if (live < LIVE_KEYS_PER_WORKSPACE) return;
  throw new AppError(
    "limit_reached",
    `This workspace has ${LIVE_KEYS_PER_WORKSPACE} keys that work, the most it can have. Revoke one first.`,
    { data: { maximum: LIVE_KEYS_PER_WORKSPACE } },
  );
}
