import { pageQuerySchema, pageSchema, problemSchema } from "../../kernel/contract.ts";
import { type HttpApp, PUBLIC } from "../../kernel/http/types.ts";
import { sentMailSchema } from "./contract.ts";
import type { Delivery } from "./deliver.ts";
import { listSentMail } from "./list-sent-mail.ts";

export function mailSinkRoutes(http: HttpApp, delivery: Delivery): void {
  http.get(
    "/api/dev/mail",
    {
      config: { access: PUBLIC, internal: delivery.transport !== "sink" },
      schema: {
        querystring: pageQuerySchema,
        response: { 200: pageSchema(sentMailSchema), default: problemSchema },
        tags: ["Development"],
        summary: "Mails that were not really sent",
      },
    },
    async (request) => listSentMail(request.ctx, delivery, request.query),
  );
}
