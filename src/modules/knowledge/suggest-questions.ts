import { sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { Tx } from "../../kernel/db/types.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { sampleHandbook } from "../samples/index.ts";
import type { suggestionsSchema } from "./contract.ts";
import { documentsInCollections } from "./internal/documents.ts";
import { readable } from "./internal/readable.ts";

const MOST = 6;
/** Newest documents that are looked at, and chunks of each. */
const DOCUMENTS = 12;
const CHUNKS = 40;
/** Headings such as "1" or a whole paragraph make no question. */
const HEADING = /^.{3,70}$/su;

/** Questions to begin with, made from documents that whoever acts may read; none while there are none. */
export async function suggestQuestions(ctx: Ctx): Promise<z.infer<typeof suggestionsSchema>> {
  requirePermission(ctx, "knowledge.read");
  return inTransaction(ctx, async (tx, ctx) => {
    const own = await fromHeadings(ctx, tx);
    const samples = await fromSamples(ctx, tx);
    return { questions: (own.length >= MOST ? own : [...own, ...samples]).slice(0, MOST) };
  });
}

/** Those of the handbook whose document is there. */
async function fromSamples(ctx: Ctx, tx: Tx): Promise<string[]> {
  const { collection, questions } = await sampleHandbook();
  const { rows } = await sql<{ name: string }>`
    select d.name from ${documentsInCollections}
    where d.workspace_id = ${workspaceOf(ctx)} and ${await readable(ctx)} and c.name = ${collection}
      and d.version_id is not null`.execute(tx);
  const there = new Set(rows.map(({ name }) => name));
  return questions.filter(({ document }) => there.has(document)).map(({ question }) => question);
}

/** One a document, from a heading far enough down to say something. */
async function fromHeadings(ctx: Ctx, tx: Tx): Promise<string[]> {
  const { collection } = await sampleHandbook();
  const { rows } = await sql<{ name: string; headings: string[] }>`
    select d.name, h.headings
    from (
      select d.name, d.version_id, d.created_at from ${documentsInCollections}
      where d.workspace_id = ${workspaceOf(ctx)} and ${await readable(ctx)} and d.version_id is not null
        and c.name <> ${collection}
      order by d.created_at desc limit ${DOCUMENTS}) d
    cross join lateral (
      select array_agg(distinct k.headings[cardinality(k.headings)]) as headings
      from knowledge.chunk k
      where k.workspace_id = ${workspaceOf(ctx)} and k.version_id = d.version_id and k.number < ${CHUNKS}
        and cardinality(k.headings) > 1) h
    where h.headings is not null
    order by d.created_at desc`.execute(tx);
  const questions = rows.flatMap(({ name, headings }) => {
    const fit = headings.filter((heading) => HEADING.test(heading) && /\p{L}{3}/u.test(heading));
    const asked = fit.find((heading) => heading.endsWith("?"));
    const [first] = fit;
    if (asked !== undefined) return [asked];
    return first === undefined ? [] : [`What does ${name} say about ${first}?`];
  });
  return [...new Set(questions)];
}
