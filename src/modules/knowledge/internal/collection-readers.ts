import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { validationFailed } from "../../../kernel/errors.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { memberNames } from "../../workspaces/index.ts";
import type { CollectionReader } from "./collections.ts";

/**
 * Sets who may read a restricted collection; one that is open to everyone keeps no list.
 * @throws AppError validation_failed for somebody who is no member of the workspace
 */
export async function replaceReaders(
  ctx: Ctx,
  tx: Tx,
  collectionId: string,
  access: "everyone" | "restricted",
  readers: readonly CollectionReader[],
): Promise<void> {
  const workspaceId = workspaceOf(ctx);
  const wanted = access === "restricted" ? readers : [];
  const people = wanted.flatMap((reader) => ("userId" in reader ? [reader.userId.toLowerCase()] : []));
  const members = await memberNames({ ...ctx, tx }, people);
  if (people.some((userId) => !members.has(userId))) {
    throw validationFailed([
      { path: "readers", reason: "Choose readers who are members of this workspace." },
    ]);
  }
  await sql`delete from knowledge.collection_reader
    where workspace_id = ${workspaceId} and collection_id = ${collectionId}`.execute(tx);
  for (const reader of wanted) {
    const [userId, role] = "userId" in reader ? [reader.userId, null] : [null, reader.role];
    await sql`
      insert into knowledge.collection_reader (workspace_id, id, collection_id, user_id, role)
      values (${workspaceId}, ${ctx.kernel.newId()}, ${collectionId}, ${userId}, ${role})
      on conflict do nothing`.execute(tx);
  }
}
