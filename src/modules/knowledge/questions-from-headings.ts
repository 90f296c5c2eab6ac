import { sql } from "kysely";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { documentsInCollections } from "./internal/documents.ts";
import { readable } from "./internal/readable.ts";

/** Newest documents that are looked at, and chunks of each. */
const DOCUMENTS = 12;
const CHUNKS = 40;
/** Headings such as "1" or a whole paragraph make no question. */
const HEADING = /^.{3,70}$/su;

/**
 * Questions that documents may answer, newest document first: one a document that whoever acts may read, from a heading
 * far enough down to say something.
 * @param outside name of a collection whose documents are left out
 */
export async function questionsFromHeadings(ctx: Ctx, outside: string): Promise<string[]> {
  requirePermission(ctx, "knowledge.read");
  return inTransaction(ctx, async (tx, ctx) => {
    const { rows } = await sql<{ name: string; headings: string[] }>`
      select d.name, h.headings
      from (
        select d.name, d.version_id, d.created_at from ${documentsInCollections}
        where d.workspace_id = ${workspaceOf(ctx)} and ${await readable(ctx)} and d.version_id is not null
          and c.name <> ${outside}
        order by d.created_at desc limit ${DOCUMENTS}) d
      cross join lateral (
        select array_agg(distinct k.headings[cardinality(k.headings)]) as headings
        from knowledge.chunk k
        where k.workspace_id = ${workspaceOf(ctx)} and k.version_id = d.version_id and k.number < ${CHUNKS}
          and cardinality(k.headings) > 1) h
      where h.headings is not null
      order by d.created_at desc`.execute(tx);
    return [...new Set(rows.flatMap(({ name, headings }) => questionOf(name, headings)))];
  });
}

function questionOf(name: string, headings: readonly string[]): string[] {
  const fit = headings.filter((heading) => HEADING.test(heading) && /\p{L}{3}/u.test(heading));
  const asked = fit.find((heading) => heading.endsWith("?"));
  const [first] = fit;
  if (asked !== undefined) return [asked];
  return first === undefined ? [] : [`What does ${name} say about ${first}?`];
}
