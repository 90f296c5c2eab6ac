import { z } from "zod";
import { idSchema } from "../../../kernel/contract.ts";
import { type HttpApp, member } from "../../../kernel/http/types.ts";
import { assistantSchema, createAssistantInput, updateAssistantInput } from "../contract.ts";
import { createAssistant } from "./create-assistant.ts";
import { deleteAssistant } from "./delete-assistant.ts";
import { listAssistants } from "./list-assistants.ts";
import { updateAssistant } from "./update-assistant.ts";

const inWorkspace = z.object({ workspaceId: idSchema });
const one = inWorkspace.extend({ assistantId: idSchema });
const tags = ["Assistants"];
const managing = { access: member("assistants.manage") };
const PATH = "/api/workspaces/:workspaceId/assistants";

export function assistantRoutes(http: HttpApp): void {
  http.get(
    PATH,
    {
      config: { access: member("assistants.read") },
      schema: {
        tags,
        summary: "Assistants to pick from, by name",
        params: inWorkspace,
        response: { 200: z.object({ items: z.array(assistantSchema) }) },
      },
    },
    (request) => listAssistants(request.ctx),
  );
  http.post(
    PATH,
    {
      config: managing,
      schema: {
        tags,
        summary: "Define an assistant",
        params: inWorkspace,
        body: createAssistantInput,
        response: { 201: assistantSchema },
      },
    },
    async (request, reply) => reply.status(201).send(await createAssistant(request.ctx, request.body)),
  );
  http.patch(
    `${PATH}/:assistantId`,
    {
      config: managing,
      schema: {
        tags,
        summary: "Change an assistant",
        params: one,
        body: updateAssistantInput,
        response: { 200: assistantSchema },
      },
    },
    (request) => updateAssistant(request.ctx, request.params.assistantId, request.body),
  );
  http.delete(
    `${PATH}/:assistantId`,
    {
      config: managing,
      schema: {
        tags,
        summary: "Delete an assistant; its conversations go on with the default one",
        params: one,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await deleteAssistant(request.ctx, request.params.assistantId);
      return reply.status(204).send(null);
    },
  );
}
