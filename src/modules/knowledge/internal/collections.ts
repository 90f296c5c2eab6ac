import { sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import { isUniqueViolation } from "../../../kernel/db/race.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { AppError, notFound } from "../../../kernel/errors.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import type { Role } from "../../workspaces/contract.ts";
import type { collectionReaderSchema } from "../contract.ts";
import { readable, visible } from "./readable.ts";

export type CollectionReader = z.infer<typeof collectionReaderSchema>;

export interface CollectionRow {
  id: string;
  name: string;
  description: string;
  access: "everyone" | "restricted";
  embedding_model: string | null;
  created_at: Date;
  documents: number;
  readers: { user_id: string | null; role: Role | null }[];
  /** Whether the one who acts may read what is in it. */
  readable: boolean;
}

/** Collections that the one who acts sees, by name; one of them when an id is given. */
export async function selectCollections(ctx: Ctx, tx: Tx, collectionId?: string): Promise<CollectionRow[]> {
  const { rows } = await sql<CollectionRow>`
    select c.id, c.name, c.description, c.access, c.embedding_model, c.created_at, ${await readable({ ...ctx, tx })} as readable,
      (select count(*)::integer from knowledge.document d
       where d.workspace_id = c.workspace_id and d.collection_id = c.id) as documents,
      (select coalesce(json_agg(json_build_object('user_id', r.user_id, 'role', r.role) order by r.id), '[]')
       from knowledge.collection_reader r
       where r.workspace_id = c.workspace_id and r.collection_id = c.id) as readers
    from knowledge.collection c
    where c.workspace_id = ${workspaceOf(ctx)} and ${await visible({ ...ctx, tx })}
      ${collectionId === undefined ? sql`` : sql`and c.id = ${collectionId}`}
    order by lower(c.name), c.id`.execute(tx);
  return rows;
}

/** @throws AppError not_found when it is not there or not shown to whoever acts */
export async function loadCollection(ctx: Ctx, tx: Tx, collectionId: string): Promise<CollectionRow> {
  const [row] = await selectCollections(ctx, tx, collectionId);
  if (row === undefined) throw notFound("collection");
  return row;
}

export const COLLECTIONS_PER_WORKSPACE = 200;

/** Runs what writes a name. @throws AppError conflict when another collection has it */
export async function nameTaken<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (!isUniqueViolation(error, "collection_name")) throw error;
    throw new AppError("conflict", "There is a collection with this name already. Choose another.");
  }
}

const GENERAL = "General";

/** Every workspace has a place for its documents before anybody makes one. Made once, whoever comes first. */
export async function ensureGeneral(ctx: Ctx): Promise<void> {
  await inTransaction(ctx, async (tx, ctx) => {
    const workspaceId = workspaceOf(ctx);
    const now = ctx.kernel.clock.now();
    await sql`
      insert into knowledge.collection (workspace_id, id, name, description, created_at, updated_at)
      select ${workspaceId}, ${ctx.kernel.newId()}, ${GENERAL}, 'Documents for everyone in the workspace.', ${now}, ${now}
      where not exists (select from knowledge.collection where workspace_id = ${workspaceId})
      on conflict do nothing`.execute(tx);
  });
}
