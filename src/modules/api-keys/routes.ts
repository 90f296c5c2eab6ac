import { z } from "zod";
import { pageQuerySchema, pageSchema, problemSchema } from "../../kernel/contract.ts";
import { type HttpApp, member } from "../../kernel/http/types.ts";
import {
  apiKeyParams,
  apiKeySchema,
  apiKeysParams,
  createApiKeyInput,
  createdApiKeySchema,
} from "./contract.ts";
import { createApiKey } from "./create-api-key.ts";
import { listApiKeys } from "./list-api-keys.ts";
import { revokeApiKey } from "./revoke-api-key.ts";

const tags = ["API keys"];
const PATH = "/api/workspaces/:workspaceId/api-keys";

export function apiKeyRoutes(http: HttpApp): void {
  http.get(
    PATH,
    {
      config: { access: member("api-keys.manage") },
      schema: {
        tags,
        summary: "Keys of a workspace, newest first",
        params: apiKeysParams,
        querystring: pageQuerySchema,
        response: { 200: pageSchema(apiKeySchema), default: problemSchema },
      },
    },
    (request) => listApiKeys(request.ctx, request.query),
  );
  http.post(
    PATH,
    {
      config: { access: member("api-keys.manage") },
      schema: {
        tags,
        summary: "Create a key; its secret is shown this once",
        params: apiKeysParams,
        body: createApiKeyInput,
        response: { 201: createdApiKeySchema, default: problemSchema },
      },
    },
    async (request, reply) => reply.status(201).send(await createApiKey(request.ctx, request.body)),
  );
  http.delete(
    `${PATH}/:keyId`,
    {
      config: { access: member("api-keys.manage") },
      schema: {
        tags,
        summary: "Revoke a key",
        params: apiKeyParams,
        response: { 204: z.null(), default: problemSchema },
      },
    },
    async (request, reply) => {
      await revokeApiKey(request.ctx, { keyId: request.params.keyId });
      return reply.status(204).send(null);
    },
  );
}
