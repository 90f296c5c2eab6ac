import { z } from "zod";
import { idSchema, pageSchema } from "../../kernel/contract.ts";
import { type HttpApp, member } from "../../kernel/http/types.ts";
import { modelSchema } from "./contract.ts";
import { listModels } from "./list-models.ts";

export function modelsRoutes(http: HttpApp): void {
  http.get(
    "/api/workspaces/:workspaceId/models",
    {
      config: { access: member("models.read") },
      schema: {
        tags: ["Models"],
        summary: "Models with their prices",
        params: z.object({ workspaceId: idSchema }),
        response: { 200: pageSchema(modelSchema) },
      },
    },
    async (request) => ({ items: await listModels(request.ctx), nextCursor: null }),
  );
}
