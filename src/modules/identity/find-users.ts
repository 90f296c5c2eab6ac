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

const PEOPLE_SEARCHED = 20_000;
const searchInput = z.object({
  ids: z.array(idSchema).max(PEOPLE_SEARCHED),
  text: z.string().trim().max(200),
});

/** Those of the given people whose name or address holds the text, in any case; in no order. Checks no permission, as {@link usersByIds}. */
export async function searchUsersAmong(ctx: Ctx, ids: readonly string[], text: string): Promise<string[]> {
  const { ids: among, text: wanted } = searchInput.parse({ ids, text });
  return inTransaction(ctx, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select id from identity."user"
      where id = any(${among}::uuid[])
        and (strpos(lower(name), lower(${wanted})) > 0 or strpos(email, lower(${wanted})) > 0)`.execute(tx);
    return rows.map((row) => row.id);
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
