import type { Ctx } from "../../../kernel/ctx.ts";
import { isUniqueViolation } from "../../../kernel/db/race.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { AppError } from "../../../kernel/errors.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";

/** Everybody who has the workspace open picks from the list as it is now. */
export function announceAssistants(ctx: Ctx, tx: Tx): Promise<void> {
  return ctx.kernel.realtime.publishInTransaction(tx, `workspace:${workspaceOf(ctx)}`, {
    type: "assistants.changed",
  });
}

/** @throws AppError conflict when another assistant has the name, in whatever case */
export async function nameTaken<Result>(name: string, save: () => Promise<Result>): Promise<Result> {
  try {
    return await save();
  } catch (error) {
    if (!isUniqueViolation(error, "assistant_name")) throw error;
    throw new AppError("conflict", `There is an assistant called "${name}" already. Choose another name.`);
  }
}
