import { resolve } from "node:path";
import { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import type { AddedDocument, Collection, Document } from "../../modules/knowledge/contract.ts";
import { asOperator, type Operator } from "../as-operator.ts";
import { type Answer, defineCommand } from "../command.ts";
import type { CliIo } from "../io.ts";
import { addLocalFiles } from "../values/add-local-files.ts";
import { addWebsite } from "../values/add-website.ts";
import { KNOWLEDGE, requireCollection } from "../values/collection.ts";
import { waitForDocuments } from "../values/wait-for-documents.ts";
import { requireWorkspace } from "../values/workspace.ts";

const input = z.object({
  source: z.string().trim().min(1, "Name a file, a folder or a web address."),
  workspace: z.string(),
  collection: z.string().default("General"),
  mode: z.enum(["page", "sitemap", "crawl"], "Give page, sitemap or crawl.").default("page"),
  pages: z.coerce
    .number("Give a number.")
    .int()
    .min(1, "Give at least 1.")
    .max(5_000, "Give at most 5,000.")
    .optional(),
  wait: z.boolean().default(false),
});
type Wanted = z.output<typeof input>;

export const command = defineCommand({
  input,
  examples: [
    "knowledge add ./handbook --workspace harbor-coffee --wait",
    'knowledge add prices.xlsx --workspace harbor-coffee --collection "Price lists"',
    "knowledge add https://docs.example.com --workspace harbor-coffee --mode crawl --pages 200",
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
      .option("--mode <page|sitemap|crawl>", "of a web address: how much of it; the page when left out")
      .option("--pages <number>", "of a web address: most pages; 100 when left out")
      .option("--wait", "until they are ready"),
  run: (wanted, io) =>
    asOperator(io, async (operator) => {
      const workspace = await requireWorkspace(operator, wanted.workspace);
      const ctx = operator.inside(workspace.id, KNOWLEDGE);
      const collection = await requireCollection(ctx, wanted.collection);
      const add = /^https?:\/\//i.test(wanted.source) ? fromWebsite : fromFiles;
      const { json, ...answer } = await add(ctx, operator, collection, wanted, io);
      const { id, name } = collection;
      return { ...answer, json: { workspace, collection: { id, name }, ...json } };
    }),
});

type Added = Answer & { readonly json: object };

async function fromFiles(
  ctx: Ctx,
  { jobs }: Operator,
  { id: collectionId }: Collection,
  { source, wait }: Wanted,
  io: CliIo,
): Promise<Added> {
  const { added, refused } = await addLocalFiles(ctx, collectionId, resolve(source));
  const ids = added.map(({ document }) => document.id);
  const documents = wait ? await waitForDocuments(ctx, jobs, ids, io) : added.map(({ document }) => document);
  const refusals = refused.map(({ file, reason }) => `${file}: ${reason}`);
  return {
    failed: refused.length > 0 || documents.some(hasFailed),
    json: {
      documents: documents.map((document, at) => ({ ...document, outcome: added[at]?.outcome })),
      refused,
    },
    text: [
      `${outcomes(added)} ${ending(documents, wait)}`,
      ...documents.flatMap(complaint),
      ...refusals,
    ].join("\n"),
  };
}

async function fromWebsite(
  ctx: Ctx,
  { jobs }: Operator,
  { id: collectionId }: Collection,
  { source: url, mode, pages, wait }: Wanted,
  io: CliIo,
): Promise<Added> {
  const website = { collectionId, url, mode, wait, ...(pages === undefined ? {} : { maxPages: pages }) };
  const { source, documents } = await addWebsite(ctx, jobs, website, io);
  const said = source.failure === null ? [] : [source.failure.message];
  return {
    failed: source.state === "failed" || documents.some(hasFailed),
    json: { source, documents, refused: [] },
    text: [`Noted ${source.url}. ${ending(documents, wait)}`, ...said, ...documents.flatMap(complaint)].join(
      "\n",
    ),
  };
}

function outcomes(added: readonly AddedDocument[]): string {
  const count = (outcome: AddedDocument["outcome"]) => added.filter((one) => one.outcome === outcome).length;
  return `${count("added")} added, ${count("replaced")} replaced, ${count("same")} there already.`;
}

function ending(documents: readonly Document[], waited: boolean): string {
  const ready = documents.filter(({ state }) => state === "ready").length;
  return waited ? `${ready} of ${documents.length} are ready.` : "Reading goes on in the background.";
}

function hasFailed({ state }: Document): boolean {
  return state === "failed";
}

function complaint({ name, failure }: Document): string[] {
  return failure === null ? [] : [`${name}: ${failure.message}`];
}
