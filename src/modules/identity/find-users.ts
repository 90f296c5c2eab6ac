import { sql } from "kysely";
import { z } from "zod";
import { idSchema } from "../../kernel/contract.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { forbidden } from "../../kernel/errors.ts";
import { emailSchema, type User } from "./contract.ts";
import type { Tables } from "./internal/tables.gen.ts";
import { findUserByEmail } from "./internal/users.ts";
import { presentUser } from "./present.ts";

const USERS_AT_ONCE = 1_000;
const idsInput = z.array(idSchema).max(USERS_AT_ONCE);

/** A person as other modules show them. */
export interface KnownUser extends User {
  /** To the minute; null for who has never signed in. */
  readonly lastSeenAt: string | null;
}

/**
 * People by id, at most a thousand; unknown ids are left out. It checks no permission: the caller has
 * found the ids in a place that its actor may read.
 */
export async function usersByIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, KnownUser>> {
  const wanted = idsInput.parse([...new Set(ids)]);
  if (wanted.length === 0) return new Map();
  return inTransaction(ctx, async (tx) => {
    const rows = await tx
      .withTables<Tables>()
      .selectFrom("identity.user")
      .selectAll()
      .where("id", "=", sql<string>`any(${wanted}::uuid[])`)
      .execute();
    return new Map(
      rows.map((row) => [
        row.id,
        { ...presentUser(row), lastSeenAt: row.last_seen_at?.toISOString() ?? null },
      ]),
    );
  });
}

/** For the operator only: anybody else would learn who has an account. */
export async function userByEmail(ctx: Ctx, input: { readonly email: string }): Promise<User | null> {
  if (ctx.actor.kind !== "operator") throw forbidden("Only the operator looks people up by their address.");
  const email = emailSchema.parse(input.email);
  return inTransaction(ctx, async (tx) => {
    const row = await findUserByEmail(tx, email);
    return row === undefined ? null : presentUser(row);
  });
}

/** Whether anybody has an account; the first-run page asks. */
export async function hasUsers(ctx: Ctx): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const users = tx.withTables<Tables>().selectFrom("identity.user");
    return (await users.select("id").limit(1).executeTakeFirst()) !== undefined;
  });
}
