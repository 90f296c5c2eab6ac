import type { Ctx } from "../../../kernel/ctx.ts";
import { listCollections } from "../../knowledge/index.ts";

/** The collection that every workspace has. */
export async function generalOf(ctx: Ctx): Promise<string> {
  const [collection] = await listCollections(ctx);
  if (collection === undefined) throw new Error("There is no collection.");
  return collection.id;
}
