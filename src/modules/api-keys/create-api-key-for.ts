import { z } from "zod";
import { idSchema } from "../../kernel/contract.ts";
import { type Ctx, inWorkspace } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { isForeignKeyViolation } from "../../kernel/db/race.ts";
import { forbidden, validationFailed } from "../../kernel/errors.ts";
import { type CreatedApiKey, createApiKeyInput } from "./contract.ts";
import { insertKey } from "./internal/insert-key.ts";
import { presentKey } from "./present.ts";

const createApiKeyForInput = z.strictObject({
  workspaceId: idSchema.toLowerCase(),
  ...createApiKeyInput.shape,
});

/** The operator makes a key for a workspace; nobody stands as its maker. */
export async function createApiKeyFor(
  ctx: Ctx,
  input: z.input<typeof createApiKeyForInput>,
): Promise<CreatedApiKey> {
  if (ctx.actor.kind !== "operator") throw forbidden("Only the operator makes keys for other workspaces.");
  const { workspaceId, ...key } = createApiKeyForInput.parse(input);
  try {
    return await inTransaction(inWorkspace(ctx, workspaceId), async (tx, ctx) => {
      const { row, secret } = await insertKey(ctx, tx, key);
      return { apiKey: presentKey(row, undefined), secret };
    });
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error;
    throw validationFailed([{ path: "workspaceId", reason: "There is no workspace with this id." }]);
  }
}
