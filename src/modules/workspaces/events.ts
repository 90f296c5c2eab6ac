import { z } from "zod";
import { idSchema } from "../../kernel/contract.ts";
import type { EventDefinition } from "../../kernel/module.ts";

const workspaceCreatedPayload = z.object({ workspaceId: idSchema, name: z.string(), ownerId: idSchema });

/** Published in the transaction that makes the workspace; the context is that of the new workspace. */
export const workspaceCreated: EventDefinition<typeof workspaceCreatedPayload> = {
  name: "workspace.created",
  payload: workspaceCreatedPayload,
};
