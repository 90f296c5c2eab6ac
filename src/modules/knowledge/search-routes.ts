import { z } from "zod";
import { idSchema } from "../../kernel/contract.ts";
import { type HttpApp, member } from "../../kernel/http/types.ts";
import { searchQuery, searchResultSchema } from "./contract.ts";
import { search } from "./search.ts";

const tags = ["Knowledge"];

export function searchRoutes(http: HttpApp): void {
  http.get(
    "/api/workspaces/:workspaceId/knowledge/search",
    {
      config: { access: member("knowledge.read") },
      schema: {
        tags,
        summary: "Find passages in documents that you may read",
        params: z.object({ workspaceId: idSchema }),
        querystring: searchQuery,
        response: { 200: searchResultSchema },
      },
    },
    (request) => search(request.ctx, request.query),
  );
  http.get(
    "/api/knowledge/search",
    {
      config: { access: { kind: "api-key", scope: "knowledge" } },
      schema: {
        tags,
        summary: "Find passages, for programs: a workspace key with the scope knowledge",
        description: "Searches the collections that everyone in the key's workspace may read.",
        querystring: searchQuery,
        response: { 200: searchResultSchema },
        security: [{ apiKey: [] }],
      },
    },
    (request) => search(request.ctx, request.query),
  );
}
