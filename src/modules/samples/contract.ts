import { z } from "zod";
import { idSchema } from "../../kernel/contract.ts";
import { documentSchema } from "../knowledge/contract.ts";

export const suggestionsSchema = z
  .object({ questions: z.array(z.string()).max(12) })
  .meta({ id: "KnowledgeSuggestions" });
/** How many documents of the handbook are there now, and the collection that holds them. */
export const sampleDocumentsSchema = z
  .object({ collectionId: idSchema, documents: z.array(documentSchema), questions: z.array(z.string()) })
  .meta({ id: "SampleDocuments" });
