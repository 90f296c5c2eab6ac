import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { notFound } from "../../../kernel/errors.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import type { DocumentState } from "../contract.ts";
import { readable, visible } from "./readable.ts";

export interface DocumentRow {
  id: string;
  collection_id: string;
  source_id: string | null;
  name: string;
  kind: string | null;
  url: string | null;
  file_id: string | null;
  size_bytes: bigint;
  sha256: Buffer | null;
  state: DocumentState;
  failure: { code: string; message: string } | null;
  done: number;
  total: number;
  run_id: string;
  version_id: string | null;
  pages: number | null;
  chunks: number;
  created_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export const documentColumns = sql`d.id, d.collection_id, d.source_id, d.name, d.kind, d.url, d.file_id, d.size_bytes, d.sha256,
  d.state, d.failure, d.done, d.total, d.run_id, d.version_id, d.pages, d.chunks, d.created_by, d.created_at, d.updated_at`;

/** Documents and their collections, joined as every query over documents needs them. */
export const documentsInCollections = sql`knowledge.document d join knowledge.collection c
  on c.workspace_id = d.workspace_id and c.id = d.collection_id`;

/** States in which a job has the document in hand or will have. */
const WORKING = ["queued", "reading", "splitting", "embedding"] as const;
export const isWorking = sql<boolean>`state in ('queued', 'reading', 'splitting', 'embedding')`;

export function atWork(state: DocumentState): boolean {
  return (WORKING as readonly string[]).includes(state);
}

/**
 * @param access `see` its name and state, or `read` its text
 * @throws AppError not_found when it is not there or not for whoever acts
 */
export async function loadDocument(
  ctx: Ctx,
  tx: Tx,
  documentId: string,
  access: "see" | "read",
): Promise<DocumentRow> {
  const scoped = { ...ctx, tx };
  const allowed = access === "see" ? await visible(scoped) : await readable(scoped);
  const { rows } = await sql<DocumentRow>`
    select ${documentColumns} from ${documentsInCollections}
    where d.workspace_id = ${workspaceOf(ctx)} and d.id = ${documentId} and ${allowed}`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw notFound("document");
  return row;
}
