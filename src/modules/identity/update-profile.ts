import type { z } from "zod";
import { recordAudit } from "../../kernel/audit.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { userOf } from "../../kernel/permissions.ts";
import { type User, updateProfileInput } from "./contract.ts";
import type { Tables } from "./internal/tables.gen.ts";
import { loadUser } from "./internal/users.ts";
import { presentUser } from "./present.ts";

export async function updateProfile(ctx: Ctx, input: z.input<typeof updateProfileInput>): Promise<User> {
  const userId = userOf(ctx);
  const { name } = updateProfileInput.parse(input);
  return inTransaction(ctx, async (tx, ctx) => {
    const before = await loadUser(tx, userId);
    if (before.name === name) return presentUser(before);
    await tx
      .withTables<Tables>()
      .updateTable("identity.user")
      .set({ name, updated_at: ctx.kernel.clock.now() })
      .where("id", "=", userId)
      .execute();
    await recordAudit(ctx, tx, {
      action: "user.renamed",
      target: { kind: "user", id: userId },
      details: { name },
    });
    return presentUser({ ...before, name });
  });
}
