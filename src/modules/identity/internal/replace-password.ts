import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { passwordChanged } from "../contract.ts";
import { endLinks } from "./email-links.ts";
import { endSessions } from "./sessions.ts";
import type { Tables } from "./tables.gen.ts";
import { forgetAttempts, PER_ACCOUNT } from "./throttle.ts";
import type { UserRow } from "./users.ts";

interface Replacement {
  readonly user: UserRow;
  readonly passwordHash: string;
  /** The session that goes on; all others end, since a stranger may hold one. Null: no browser is known any more. */
  readonly except: string | null;
}

/**
 * Puts a new password in the place of the one that `user` was read with.
 * @returns false when another change came first
 */
export async function replacePassword(ctx: Ctx, tx: Tx, replacement: Replacement): Promise<boolean> {
  const { user, passwordHash, except } = replacement;
  const now = ctx.kernel.clock.now();
  const db = tx.withTables<Tables>();
  const changed = await db
    .updateTable("identity.user")
    .set({ password_hash: passwordHash, password_changed_at: now, updated_at: now })
    .where("id", "=", user.id)
    .where("password_hash", "is not distinct from", user.password_hash)
    .returning("id")
    .executeTakeFirst();
  if (changed === undefined) return false;
  await endSessions(ctx, tx, user.id, except);
  if (except === null) await db.deleteFrom("identity.known_browser").where("user_id", "=", user.id).execute();
  await endLinks(tx, user.email);
  await forgetAttempts(tx, { rule: PER_ACCOUNT, subject: user.email });
  await ctx.kernel.events.publish(ctx, tx, passwordChanged, {
    userId: user.id,
    changedAt: now.toISOString(),
  });
  return true;
}
