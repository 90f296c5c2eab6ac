import { z } from "zod";
import type { Access, HttpApp } from "./types.ts";

/** What the tenancy suite must know to try a route without knowing what it is for. */
export interface RouteFacts {
  readonly method: string;
  /** The pattern, such as `/api/workspaces/:workspaceId/members`. */
  readonly url: string;
  readonly access: Access;
  /** Schemas of the body and the query; null where the route takes none. */
  readonly body: z.ZodType | null;
  readonly query: z.ZodType | null;
  /** Bytes of the largest body; null where the server's own limit holds. */
  readonly bodyLimit: number | null;
}

declare module "fastify" {
  interface FastifyInstance {
    /** Every route of the server, without the HEAD and OPTIONS that Fastify adds. */
    readonly routeList: readonly RouteFacts[];
  }
}

/** Call it before the first route is registered. */
export function decorateRouteList(http: HttpApp): void {
  const routes: RouteFacts[] = [];
  http.decorate("routeList", routes);
  http.addHook("onRoute", (route) => {
    const access = route.config?.access;
    if (access === undefined) return;
    for (const method of [route.method].flat()) {
      if (method === "HEAD" || method === "OPTIONS") continue;
      const { body, querystring } = route.schema ?? {};
      routes.push({
        method,
        url: route.url,
        access,
        body: zodSchema(body),
        query: zodSchema(querystring),
        bodyLimit: route.bodyLimit ?? null,
      });
    }
  });
}

function zodSchema(schema: unknown): z.ZodType | null {
  return schema instanceof z.ZodType ? schema : null;
}
