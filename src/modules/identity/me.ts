import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { userOf } from "../../kernel/permissions.ts";
import type { User } from "./contract.ts";
import type { Tables } from "./internal/tables.gen.ts";
import { loadUser } from "./internal/users.ts";
import { presentUser } from "./present.ts";

export interface Me {
  readonly user: User;
  readonly sessionId: string;
  /** Until when the cookie of a remembered session should last by now; null: it ends with the browser. */
  readonly cookieExpiresAt: Date | null;
}

/** The person acting, and how long their session lasts by now. */
export async function me(ctx: Ctx): Promise<Me> {
  const userId = userOf(ctx);
  const sessionId = ctx.actor.kind === "user" ? ctx.actor.sessionId : "";
  return inTransaction(ctx, async (tx) => {
    const user = await loadUser(tx, userId);
    const session = await tx
      .withTables<Tables>()
      .selectFrom("identity.session")
      .select("expires_at")
      .where("id", "=", sessionId)
      .where("remembered", "=", true)
      .executeTakeFirst();
    return { user: presentUser(user), sessionId, cookieExpiresAt: session?.expires_at ?? null };
  });
}
