import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { Ctx } from "../ctx.ts";

/**
 * Who may call a route. There is no default: a route without `access` stops the start.
 * `workspace` needs a session, a member of `:workspaceId` and the named permission.
 */
export type Access =
  | { readonly kind: "public" }
  | { readonly kind: "user" }
  | { readonly kind: "workspace"; readonly permission: string }
  | { readonly kind: "api-key"; readonly scope: string };

/** Tighter than the general limits: so many calls per minute from one address. */
export interface RouteLimit {
  readonly perMinute: number;
  /** What to do when the shared counter is down: sign-in refuses, chat goes on with a local count. */
  readonly whenDown: "allow-locally" | "refuse";
}

declare module "fastify" {
  interface FastifyContextConfig {
    access?: Access;
    limit?: RouteLimit;
    /** Counted against no address: what asks for it again and again must never be turned away, and it is cheap. */
    uncounted?: boolean;
    /** Takes uploads: its body may come slowly. */
    slowBody?: boolean;
    /** Left out of the published API document. */
    internal?: boolean;
  }
  interface FastifyRequest {
    /** Who calls, for which workspace; set before the body is read. */
    ctx: Ctx;
  }
}

export type HttpApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

export const PUBLIC: Access = { kind: "public" };
export const SIGNED_IN: Access = { kind: "user" };

export function member(permission: string): Access {
  return { kind: "workspace", permission };
}
