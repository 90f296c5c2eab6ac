import { z } from "zod";
import type { Passage } from "../../modules/knowledge/contract.ts";
import { search } from "../../modules/knowledge/index.ts";
import { asOperator } from "../as-operator.ts";
import { defineCommand } from "../command.ts";
import { KNOWLEDGE, requireCollection } from "../values/collection.ts";
import { requireWorkspace } from "../values/workspace.ts";

const SHOWN_CHARS = 300;

const input = z.object({
  question: z.string().trim().min(1, "Ask something.").max(2_000, "Use at most 2,000 characters."),
  workspace: z.string(),
  collection: z.string().optional(),
  limit: z.coerce
    .number("Give a number from 1 to 50.")
    .int()
    .min(1, "Give at least 1.")
    .max(50, "Give at most 50.")
    .default(8),
});

export const command = defineCommand({
  input,
  examples: ['knowledge search "How many days for a return?" --workspace harbor-coffee --limit 5 --json'],
  notes: "The operator searches every collection of the workspace, also those that only some may read.",
  describe: (command) =>
    command
      .argument("<question>", "in words, as somebody would ask it")
      .requiredOption("--workspace <id|slug>", "whose documents")
      .option("--collection <id|name>", "in one collection only")
      .option("--limit <number>", "most passages; 8 when left out"),
  run: ({ question, workspace: named, collection: wanted, limit }, io) =>
    asOperator(io, async (operator) => {
      const workspace = await requireWorkspace(operator, named);
      const ctx = operator.inside(workspace.id, KNOWLEDGE);
      const collection = wanted === undefined ? null : await requireCollection(ctx, wanted);
      const found = await search(ctx, {
        q: question,
        limit,
        ...(collection === null ? {} : { collectionId: collection.id }),
      });
      return {
        json: {
          workspace,
          question,
          confidence: found.confidence,
          verdict: found.verdict,
          corrected: found.corrected,
          passages: found.passages.map(({ text, ...passage }) => ({ ...passage, passage: text })),
        },
        text:
          found.passages.length === 0
            ? "Nothing in these documents answers that."
            : found.passages.map(asText).join("\n\n"),
      };
    }),
});

function asText(passage: Passage, at: number): string {
  const place = passage.locator ?? (passage.page === null ? null : `page ${passage.page}`);
  const head = [passage.document, place, passage.headings.at(-1), passage.score.toFixed(2)];
  const text = passage.text.replace(/\s+/g, " ").trim();
  const shown = text.length <= SHOWN_CHARS ? text : `${text.slice(0, SHOWN_CHARS).toWellFormed()}…`;
  return `${at + 1}. ${head.filter(Boolean).join(" · ")}\n   ${shown}`;
}
