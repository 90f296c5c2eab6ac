import type { z } from "zod";
import { idSchema } from "../../kernel/contract.ts";
import { type Ctx, inWorkspace } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { isForeignKeyViolation } from "../../kernel/db/race.ts";
import { forbidden, validationFailed } from "../../kernel/errors.ts";
import { createWorkspaceInput, type Workspace } from "./contract.ts";
import { insertWorkspace } from "./internal/insert-workspace.ts";
import { presentWorkspace } from "./present.ts";

const createWorkspaceForInput = createWorkspaceInput.extend({ ownerId: idSchema });

/** The operator makes a workspace for somebody; no limit of a person applies. */
export async function createWorkspaceFor(
  ctx: Ctx,
  input: z.input<typeof createWorkspaceForInput>,
): Promise<Workspace> {
  if (ctx.actor.kind !== "operator") throw forbidden("Only the operator makes workspaces for others.");
  const workspace = createWorkspaceForInput.parse(input);
  try {
    return await inTransaction(inWorkspace(ctx, ctx.kernel.newId()), async (tx, ctx) =>
      presentWorkspace(await insertWorkspace(ctx, tx, workspace)),
    );
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error;
    throw validationFailed([
      { path: "ownerId", reason: "There is no account with this id. Make one first." },
    ]);
  }
}
