import { sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { storable } from "../../../kernel/storable.ts";

export interface ReadingPart {
  readonly documentId: string;
  readonly fileId: string;
  readonly model: string;
  /** Of a scan the page; 0 is a whole recording. */
  readonly part: number;
}

/** What a model reads of a part, asked for once for one content: a later try takes what is there. */
export async function readPartOnce<Content>(
  ctx: Ctx,
  its: ReadingPart,
  schema: z.ZodType<Content>,
  read: () => Promise<Content>,
): Promise<Content> {
  const workspaceId = workspaceOf(ctx);
  const { documentId, fileId, model, part } = its;
  const { rows } = await inTransaction(ctx, (tx) =>
    sql<{ content: unknown }>`
      select content from knowledge.reading_part where workspace_id = ${workspaceId} and document_id = ${documentId}
        and file_id = ${fileId} and model = ${model} and part = ${part}`.execute(tx),
  );
  if (rows[0] !== undefined) return schema.parse(rows[0].content);
  const content = await read();
  await inTransaction(ctx, (tx) =>
    sql`
      insert into knowledge.reading_part (workspace_id, document_id, file_id, model, part, content, created_at)
      select d.workspace_id, d.id, ${fileId}, ${model}, ${part}, ${JSON.stringify(content, (_key, value) => (typeof value === "string" ? storable(value) : value))}::jsonb, ${ctx.kernel.clock.now()}
      from knowledge.document d where d.workspace_id = ${workspaceId} and d.id = ${documentId}
      on conflict do nothing`.execute(tx),
  );
  return content;
}
