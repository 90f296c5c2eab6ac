import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { requirePermission } from "../../kernel/permissions.ts";
import type { Document } from "../knowledge/contract.ts";
import { addDocument, createCollection, listCollections } from "../knowledge/index.ts";
import type { sampleDocumentsSchema } from "./contract.ts";
import { sampleFiles, sampleHandbook } from "./sample-handbook.ts";

/**
 * The sample handbook in a collection of its own, with questions that it answers. Done twice it changes nothing: the
 * same content is recognised.
 */
export async function loadSampleDocuments(ctx: Ctx): Promise<z.infer<typeof sampleDocumentsSchema>> {
  requirePermission(ctx, "knowledge.manage");
  const { collection: name, questions } = await sampleHandbook();
  const collectionId = await collectionNamed(ctx, name);
  const documents: Document[] = [];
  for (const file of await sampleFiles()) {
    const content = (async function* () {
      yield file.content;
    })();
    const added = await addDocument(ctx, {
      collectionId,
      name: file.name,
      mediaType: "text/markdown",
      content,
    });
    documents.push(added.document);
  }
  return { collectionId, documents, questions: questions.map(({ question }) => question) };
}

async function collectionNamed(ctx: Ctx, name: string): Promise<string> {
  const there = (await listCollections(ctx)).find((collection) => collection.name === name);
  if (there !== undefined) return there.id;
  const description =
    "The handbook of a company that does not exist, to try questions on. Delete it when you like.";
  return (await createCollection(ctx, { name, description })).id;
}
