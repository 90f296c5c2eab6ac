import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { requirePermission } from "../../kernel/permissions.ts";
import { questionsFromHeadings, searchableNames } from "../knowledge/index.ts";
import type { suggestionsSchema } from "./contract.ts";
import { sampleHandbook } from "./sample-handbook.ts";

const MOST = 6;

/** Questions to begin with, made from documents that whoever acts may read; none while there are none. */
export async function suggestQuestions(ctx: Ctx): Promise<z.infer<typeof suggestionsSchema>> {
  requirePermission(ctx, "knowledge.read");
  const { collection, questions } = await sampleHandbook();
  return inTransaction(ctx, async (_tx, ctx) => {
    const own = await questionsFromHeadings(ctx, collection);
    if (own.length >= MOST) return { questions: own.slice(0, MOST) };
    const there = await searchableNames(ctx, collection);
    const samples = questions.filter(({ document }) => there.has(document)).map(({ question }) => question);
    return { questions: [...own, ...samples].slice(0, MOST) };
  });
}
