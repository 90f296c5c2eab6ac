import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { AppError } from "../../kernel/errors.ts";
import type { AddedDocument, Document } from "../../modules/knowledge/contract.ts";
import { addDocument } from "../../modules/knowledge/index.ts";
import { asOperator } from "../as-operator.ts";
import { defineCommand } from "../command.ts";
import type { CliIo } from "../io.ts";
import { KNOWLEDGE, requireCollection } from "../values/collection.ts";
import { type LocalFile, localFiles } from "../values/local-files.ts";
import { waitForDocuments } from "../values/wait-for-documents.ts";
import { requireWorkspace } from "../values/workspace.ts";

interface NotAdded {
  readonly file: string;
  readonly reason: string;
}

export const command = defineCommand({
  input: z.object({
    source: z.string().min(1, "Name a file, a folder or a web address."),
    workspace: z.string(),
    collection: z.string().default("General"),
    wait: z.boolean().default(false),
  }),
  examples: [
    "knowledge add ./handbook --workspace harbor-coffee --wait",
    'knowledge add prices.xlsx --workspace harbor-coffee --collection "Price lists"',
  ],
  notes:
    "The same content again is recognised; other content under the same name replaces the former. With --wait the\n" +
    "documents are read before the command ends, by it or by a Parley that runs; without, they wait for one. The exit\n" +
    "code is 1 when a document was not taken or, with --wait, cannot be read.",
  describe: (command) =>
    command
      .argument("<source>", "file, folder or web address")
      .requiredOption("--workspace <id|slug>", "whose documents they become")
      .option("--collection <id|name>", "where they go; General when left out")
      .option("--wait", "until they are ready"),
  run: ({ source, workspace: named, collection: collectionName, wait }, io) =>
    asOperator(io, async (operator) => {
      const workspace = await requireWorkspace(operator, named);
      const ctx = operator.inside(workspace.id, KNOWLEDGE);
      const collection = await requireCollection(ctx, collectionName);
      const { added, refused } = await addAll(ctx, collection.id, await localFiles(resolve(source)), io);
      const ids = added.map(({ document }) => document.id);
      const documents = wait
        ? await waitForDocuments(ctx, operator.jobs, ids, io)
        : added.map(({ document }) => document);
      const failed = documents.filter(({ state }) => state === "failed");
      return {
        failed: refused.length + failed.length > 0,
        json: {
          workspace,
          collection: { id: collection.id, name: collection.name },
          documents: documents.map((document, at) => ({ ...document, outcome: added[at]?.outcome })),
          refused,
        },
        text: [
          summary(added, documents, wait),
          ...documents.flatMap(complaint),
          ...refused.map(refusal),
        ].join("\n"),
      };
    }),
});

async function addAll(ctx: Ctx, collectionId: string, files: readonly LocalFile[], io: CliIo) {
  const added: AddedDocument[] = [];
  const refused: NotAdded[] = [];
  for (const { path, name } of files) {
    io.signal.throwIfAborted();
    const content = createReadStream(path);
    try {
      added.push(
        await addDocument(ctx, { collectionId, name, mediaType: "application/octet-stream", content }),
      );
    } catch (error) {
      if (!(error instanceof AppError) || error.report) throw error;
      refused.push({ file: name, reason: error.message });
    } finally {
      content.destroy();
    }
  }
  return { added, refused };
}

function summary(added: readonly AddedDocument[], documents: readonly Document[], waited: boolean): string {
  const count = (outcome: AddedDocument["outcome"]) => added.filter((one) => one.outcome === outcome).length;
  const parts = [
    `${count("added")} added`,
    `${count("replaced")} replaced`,
    `${count("same")} there already`,
  ];
  const ready = documents.filter(({ state }) => state === "ready").length;
  const end = waited ? `${ready} of ${documents.length} are ready.` : "They are read in the background.";
  return `${parts.join(", ")}. ${end}`;
}

function complaint({ name, failure }: Document): string[] {
  return failure === null ? [] : [`${name}: ${failure.message}`];
}

function refusal({ file, reason }: NotAdded): string {
  return `${file}: ${reason}`;
}
