import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { requirePermission, userOf } from "../../kernel/permissions.ts";
import { usersByIds } from "../identity/index.ts";
import { type CreatedApiKey, createApiKeyInput } from "./contract.ts";
import { insertKey } from "./internal/insert-key.ts";
import { presentKey } from "./present.ts";

/** Makes a key. The secret in the answer is shown this once; only its hash is kept. */
export async function createApiKey(
  ctx: Ctx,
  input: z.input<typeof createApiKeyInput>,
): Promise<CreatedApiKey> {
  requirePermission(ctx, "api-keys.manage");
  const makerId = userOf(ctx);
  const key = createApiKeyInput.parse(input);
  return inTransaction(ctx, async (tx, ctx) => {
    const { row, secret } = await insertKey(ctx, tx, key);
    const maker = (await usersByIds(ctx, [makerId])).get(makerId);
    return { apiKey: presentKey(row, maker?.name), secret };
  });
}
