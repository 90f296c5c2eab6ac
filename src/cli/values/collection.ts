import type { Ctx } from "../../kernel/ctx.ts";
import { AppError } from "../../kernel/errors.ts";
import type { Collection } from "../../modules/knowledge/contract.ts";
import { listCollections } from "../../modules/knowledge/index.ts";

/** Permissions that the commands on knowledge act with. */
export const KNOWLEDGE = ["knowledge.read", "knowledge.use", "knowledge.manage"] as const;

/** @throws AppError not_found, with the names that there are */
export async function requireCollection(ctx: Ctx, idOrName: string): Promise<Collection> {
  const collections = await listCollections(ctx);
  const wanted = idOrName.toLowerCase();
  const found = collections.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
  if (found !== undefined) return found;
  const names = collections.map(({ name }) => `"${name}"`).join(", ");
  throw new AppError(
    "not_found",
    `There is no collection "${idOrName}" in this workspace. There are: ${names}.`,
  );
}
