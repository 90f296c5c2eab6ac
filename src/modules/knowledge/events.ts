import { z } from "zod";
import { idSchema } from "../../kernel/contract.ts";
import type { EventDefinition } from "../../kernel/module.ts";

const collectionDeletedPayload = z.object({ collectionId: idSchema });

/**
 * Published in the transaction that deletes a collection, before its documents go: who fills it from elsewhere
 * forgets it in the same transaction, and fills it no more.
 */
export const collectionDeleted: EventDefinition<typeof collectionDeletedPayload> = {
  name: "knowledge.collection-deleted",
  payload: collectionDeletedPayload,
};
