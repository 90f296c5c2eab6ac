import { type Selectable, sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Db, Tx } from "../../../kernel/db/types.ts";
import type { Tables } from "./tables.gen.ts";

export type PendingSignUp = Selectable<Tables["identity.sign_up"]>;

const DAY_MS = 86_400_000;
/** A link is sent again within a day of the sign-up and lives for another. */
const LIFE_MS = 2 * DAY_MS;
/** Sign-ups with one address that wait at once; the oldest makes room. */
const PER_EMAIL = 10;

interface NewSignUp {
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly browserHash: Buffer;
}

/** Keeps a sign-up until its address is proved. A browser that signs up again means its latest word. */
export async function keepSignUp(ctx: Ctx, tx: Tx, signUp: NewSignUp): Promise<void> {
  const db = tx.withTables<Tables>();
  const now = ctx.kernel.clock.now();
  const { email, name, passwordHash, browserHash } = signUp;
  await db
    .deleteFrom("identity.sign_up")
    .where("email", "=", email)
    .where("browser_hash", "=", browserHash)
    .execute();
  await db
    .insertInto("identity.sign_up")
    .values({
      id: ctx.kernel.newId(),
      email,
      name,
      password_hash: passwordHash,
      browser_hash: browserHash,
      created_at: now,
      expires_at: new Date(now.getTime() + LIFE_MS),
    })
    .execute();
  await sql`
    delete from identity.sign_up where id in (
      select id from identity.sign_up where email = ${email} order by id desc offset ${PER_EMAIL})`.execute(
    tx,
  );
}

/** Sign-ups that wait for their address to be proved, newest first. */
export async function pendingSignUps(ctx: Ctx, db: Db | Tx, email: string): Promise<PendingSignUp[]> {
  return db
    .withTables<Tables>()
    .selectFrom("identity.sign_up")
    .selectAll()
    .where("email", "=", email)
    .where("expires_at", ">", ctx.kernel.clock.now())
    .orderBy("id", "desc")
    .execute();
}

/** Whether a link may still be sent for it, so that the link does not outlive it. */
export function mayGetLink(ctx: Ctx, { created_at }: PendingSignUp): boolean {
  return ctx.kernel.clock.now().getTime() - created_at.getTime() < DAY_MS;
}

export async function dropSignUps(tx: Tx, email: string): Promise<void> {
  await tx.withTables<Tables>().deleteFrom("identity.sign_up").where("email", "=", email).execute();
}

/**
 * Whose name and password become the account's. The mailed link proves the address, but not that its
 * follower chose a password: a stranger may have signed up with the address before or after its owner.
 * So: the sign-up of the browser that follows the link; else the only password there is; else none, and
 * the owner chooses one by a mailed link, and a name under Settings.
 */
export function chooseSignUp(
  waiting: readonly PendingSignUp[],
  browserHash: Buffer,
): { readonly name: string; readonly passwordHash: string | null } | undefined {
  const own = waiting.find((signUp) => signUp.browser_hash.equals(browserHash));
  const chosen = own ?? waiting[0];
  if (chosen === undefined) return undefined;
  const contested = new Set(waiting.map((signUp) => signUp.password_hash)).size > 1;
  if (own === undefined && contested) return { name: chosen.email.replace(/@.*$/, ""), passwordHash: null };
  return { name: chosen.name, passwordHash: chosen.password_hash };
}
