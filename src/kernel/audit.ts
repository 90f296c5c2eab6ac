import { sql } from "kysely";
import type { Actor, Ctx } from "./ctx.ts";
import type { Tx } from "./db/types.ts";
import { storable } from "./storable.ts";

export interface AuditEntry {
  /** `noun.verb` in the past tense of the product's words, for example `member.role-changed`. */
  readonly action: string;
  readonly target: { readonly kind: string; readonly id: string };
  /** What changed, without secrets: they are stripped by the caller, in sight. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Records who did what, in the transaction that makes it true. */
export async function recordAudit(ctx: Ctx, tx: Tx, entry: AuditEntry): Promise<void> {
  const { kernel } = ctx;
  await sql`
    insert into kernel.audit
      (workspace_id, id, at, actor_kind, actor_id, action, target_kind, target_id, details, ip, request_id)
    values (${ctx.workspaceId}, ${kernel.newId()}, ${kernel.clock.now()}, ${ctx.actor.kind}, ${actorId(ctx.actor)},
      ${entry.action}, ${entry.target.kind}, ${entry.target.id}, ${JSON.stringify(entry.details ?? {}, storableDetail)}::jsonb,
      ${ctx.ip}::inet, ${ctx.requestId})`.execute(tx);
}

/** What jsonb cannot hold must not keep an action from being recorded: NUL, half a surrogate pair, a bigint. */
function storableDetail(_key: string, value: unknown): unknown {
  if (typeof value === "string") return storable(value);
  return typeof value === "bigint" ? value.toString() : value;
}

function actorId(actor: Actor): string | null {
  switch (actor.kind) {
    case "user":
      return actor.userId;
    case "api-key":
      return actor.keyId;
    case "job":
      return actor.name;
    case "anonymous":
    case "operator":
      return null;
  }
}
