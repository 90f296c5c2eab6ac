import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import { AppError } from "../../../kernel/errors.ts";
import { type AssistantRow, loadAssistants } from "./store.ts";

/**
 * The assistant that is meant by its id, its name in any case, or its name as an address writes it: `Human Resources`
 * is `human-resources`.
 * @throws AppError model_not_found, with the names that there are
 */
export async function findAssistant(ctx: Ctx, named: string): Promise<AssistantRow> {
  const all = await inTransaction(ctx, (tx, ctx) => loadAssistants(ctx, tx));
  const wanted = named.trim().toLowerCase();
  const found =
    all.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted) ??
    all.find(({ name }) => slugOf(name) === wanted);
  if (found !== undefined) return found;
  const names = all.map(({ name }) => `"${name}"`).slice(0, 20);
  const choice = names.length === 0 ? "This workspace has none yet." : `Choose one of ${names.join(", ")}.`;
  throw new AppError("model_not_found", `There is no assistant "${named.slice(0, 100)}" here. ${choice}`);
}

/** Letters and digits of any script, the rest as single hyphens. */
export function slugOf(name: string): string {
  const plain = name.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  return plain.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
}
