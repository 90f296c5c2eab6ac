import scalar from "@scalar/fastify-api-reference";
import type { HttpApp } from "./types.ts";

/** The API reference with "try it", from our own document; its script is served by us, nothing is fetched from outside. */
export async function serveApiReference(http: HttpApp): Promise<void> {
  await http.register(scalar, {
    routePrefix: "/docs",
    configuration: { url: "/api/openapi.json", title: "Parley API", withDefaultFonts: false, telemetry: false },
  });
}
