import swagger from "@fastify/swagger";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import { type HttpApp, PUBLIC } from "./types.ts";

/** The published description of the API, made from the schemas that validate it. OpenAPI 3.1. */
export async function registerOpenApi(
  http: HttpApp,
  about: { version: string; publicUrl: string },
): Promise<void> {
  await http.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Parley",
        version: about.version,
        description:
          "Everything the web app does, and `/v1`, which speaks OpenAI's wire. Amounts are micro-PT as decimal strings: 1 PT = 1,000,000 micro-PT = USD 0.001 of list price.",
      },
      servers: [{ url: about.publicUrl }],
      components: {
        securitySchemes: {
          apiKey: { type: "http", scheme: "bearer", description: "A workspace key, `pk_…`" },
          session: { type: "apiKey", in: "cookie", name: "parley" },
        },
      },
    },
    transform: (route) =>
      jsonSchemaTransform({
        ...route,
        schema: { ...route.schema, hide: route.schema?.hide ?? route.route.config?.internal === true },
      }),
    transformObject: jsonSchemaTransformObject,
  });
  http.get("/api/openapi.json", { config: { access: PUBLIC, internal: true } }, async () => http.swagger());
}
