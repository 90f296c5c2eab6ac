import type { Selectable } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import { notFound } from "../../../kernel/errors.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import type { FileTable, Tables } from "./tables.gen.ts";

export type FileRow = Selectable<FileTable>;

/** @throws AppError not_found, also for another workspace's */
export async function loadFile(ctx: Ctx, fileId: string): Promise<FileRow> {
  const row = await inTransaction(ctx, (tx) =>
    tx
      .withTables<Tables>()
      .selectFrom("files.file")
      .selectAll()
      .where("workspace_id", "=", workspaceOf(ctx))
      .where("id", "=", fileId)
      .executeTakeFirst(),
  );
  if (row === undefined) throw notFound("file");
  return row;
}
