import type { Selectable } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Db, Tx } from "../../../kernel/db/types.ts";
import { AppError } from "../../../kernel/errors.ts";
import type { Tables } from "./tables.gen.ts";

export type UserRow = Selectable<Tables["identity.user"]>;

export async function findUserByEmail(db: Db | Tx, email: string): Promise<UserRow | undefined> {
  return db
    .withTables<Tables>()
    .selectFrom("identity.user")
    .selectAll()
    .where("email", "=", email)
    .executeTakeFirst();
}

interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string | null;
  /** Null until a mailed link is followed. */
  readonly verifiedAt: Date | null;
}

/** @throws AppError conflict when somebody else has just made an account with the address */
export async function insertUser(ctx: Ctx, tx: Tx, newUser: NewUser): Promise<UserRow> {
  const { email, name, passwordHash, verifiedAt } = newUser;
  const now = ctx.kernel.clock.now();
  const user = await tx
    .withTables<Tables>()
    .insertInto("identity.user")
    .values({
      id: ctx.kernel.newId(),
      email,
      name,
      password_hash: passwordHash,
      password_changed_at: passwordHash === null ? null : now,
      email_verified_at: verifiedAt,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.column("email").doNothing())
    .returningAll()
    .executeTakeFirst();
  if (user === undefined) throw new AppError("conflict", "There is an account with this address already.");
  return user;
}

/** The person acting. Their row may have been erased since the session was looked up. */
export async function loadUser(tx: Tx, userId: string): Promise<UserRow> {
  const user = await tx
    .withTables<Tables>()
    .selectFrom("identity.user")
    .selectAll()
    .where("id", "=", userId)
    .executeTakeFirst();
  if (user === undefined)
    throw new AppError("unauthenticated", "Your account is gone. Sign in with another one.");
  return user;
}

/** The session acting. Keys, jobs and strangers are told to sign in. */
export function sessionOf(ctx: Ctx): { readonly userId: string; readonly sessionId: string } {
  if (ctx.actor.kind === "user") return ctx.actor;
  throw new AppError("unauthenticated", "Sign in and try again.");
}

/** The same request, now that its author is known: for the audit trail. */
export function actingAs(ctx: Ctx, userId: string, sessionId: string): Ctx {
  return { ...ctx, actor: { kind: "user", userId, sessionId } };
}
