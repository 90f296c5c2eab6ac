import { hashToken } from "../../kernel/crypto/tokens.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { Tables } from "./internal/tables.gen.ts";

/** False once a link was followed, replaced by a newer one or has expired: then there is no use in mailing it. */
export async function isLinkAlive(ctx: Ctx, { token }: { readonly token: string }): Promise<boolean> {
  return inTransaction(ctx, async (tx, ctx) => {
    const link = await tx
      .withTables<Tables>()
      .selectFrom("identity.email_link")
      .select("kind")
      .where("token_hash", "=", hashToken(token))
      .where("expires_at", ">", ctx.kernel.clock.now())
      .executeTakeFirst();
    return link !== undefined;
  });
}
