import { z } from "zod";
import type { Document } from "../../modules/knowledge/contract.ts";
import { listCollections, listDocuments } from "../../modules/knowledge/index.ts";
import { asOperator } from "../as-operator.ts";
import { defineCommand } from "../command.ts";
import { KNOWLEDGE, requireCollection } from "../values/collection.ts";
import { textTable } from "../values/text-table.ts";
import { requireWorkspace } from "../values/workspace.ts";

const PAGE = 100;

export const command = defineCommand({
  input: z.object({ workspace: z.string(), collection: z.string().optional() }),
  examples: [
    "knowledge list --workspace harbor-coffee",
    "knowledge list --workspace harbor-coffee --collection General",
  ],
  describe: (command) =>
    command
      .requiredOption("--workspace <id|slug>", "whose documents")
      .option("--collection <id|name>", "of one collection only"),
  run: ({ workspace: named, collection: wanted }, io) =>
    asOperator(io, async (operator) => {
      const workspace = await requireWorkspace(operator, named);
      const ctx = operator.inside(workspace.id, KNOWLEDGE);
      const collections =
        wanted === undefined ? await listCollections(ctx) : [await requireCollection(ctx, wanted)];
      const names = new Map(collections.map(({ id, name }) => [id, name]));
      const [only] = wanted === undefined ? [] : collections;
      const documents: Document[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await listDocuments(ctx, { limit: PAGE, cursor, collectionId: only?.id });
        documents.push(...page.items);
        cursor = page.nextCursor;
      }
      const rows = documents.map((document) => [
        document.name,
        names.get(document.collectionId) ?? "",
        document.kind ?? "",
        document.state,
        String(document.chunks),
        document.failure?.message ?? "",
      ]);
      return {
        json: {
          workspace,
          documents: documents.map((document) => ({
            ...document,
            collection: names.get(document.collectionId),
          })),
        },
        text:
          rows.length === 0
            ? "There is no document yet."
            : textTable(["NAME", "COLLECTION", "KIND", "STATE", "PASSAGES", "REASON"], rows, [4]),
      };
    }),
});
