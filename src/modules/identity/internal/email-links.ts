import { hashToken, newToken } from "../../../kernel/crypto/tokens.ts";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { AppError } from "../../../kernel/errors.ts";
import type { Tables } from "./tables.gen.ts";

export type LinkKind = "verify" | "reset";

const HOUR_MS = 3_600_000;
const LIFE_MS: Record<LinkKind, number> = { verify: 24 * HOUR_MS, reset: HOUR_MS };

/** Takes the place of an older link of the kind, which thereby ends. @returns its token */
export async function storeLink(ctx: Ctx, tx: Tx, kind: LinkKind, email: string): Promise<string> {
  const { token, hash } = newToken();
  const now = ctx.kernel.clock.now();
  const link = { token_hash: hash, created_at: now, expires_at: new Date(now.getTime() + LIFE_MS[kind]) };
  await tx
    .withTables<Tables>()
    .insertInto("identity.email_link")
    .values({ kind, email, ...link })
    .onConflict((conflict) => conflict.columns(["kind", "email"]).doUpdateSet(link))
    .execute();
  return token;
}

/** The address a living link proves, without using it up. */
export async function readLink(ctx: Ctx, kind: LinkKind, token: string): Promise<string> {
  const link = await ctx.kernel.db.root
    .withTables<Tables>()
    .selectFrom("identity.email_link")
    .select("email")
    .where("kind", "=", kind)
    .where("token_hash", "=", hashToken(token))
    .where("expires_at", ">", ctx.kernel.clock.now())
    .executeTakeFirst();
  if (link === undefined) throw linkInvalid(kind);
  return link.email;
}

/** Uses a link up: of two who follow it at once, one finds it. @returns the address it proves */
export async function takeLink(ctx: Ctx, tx: Tx, kind: LinkKind, token: string): Promise<string> {
  const link = await tx
    .withTables<Tables>()
    .deleteFrom("identity.email_link")
    .where("kind", "=", kind)
    .where("token_hash", "=", hashToken(token))
    .where("expires_at", ">", ctx.kernel.clock.now())
    .returning("email")
    .executeTakeFirst();
  if (link === undefined) throw linkInvalid(kind);
  return link.email;
}

/** Ends every link to an address, for instance once its password has changed. */
export async function endLinks(tx: Tx, email: string): Promise<void> {
  await tx.withTables<Tables>().deleteFrom("identity.email_link").where("email", "=", email).execute();
}

function linkInvalid(kind: LinkKind): AppError {
  return new AppError(
    "link_invalid",
    kind === "verify"
      ? "This link was used, has expired or was replaced by a newer one. Sign in, or have a new link sent."
      : "This link was used, has expired or was replaced by a newer one. Ask for a new link.",
  );
}
