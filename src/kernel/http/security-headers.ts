import type { ServerResponse } from "node:http";
import helmet from "@fastify/helmet";
import { pageNonce } from "./page-nonce.ts";
import type { HttpApp } from "./types.ts";

/** A year, s. */
const HSTS_S = 31_536_000;

/** For answers that no hook sees: no page, so nothing of ours may run in it. */
export function bareSecurityHeaders(publicUrl: string): Record<string, string> {
  return {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cache-control": "no-store",
    ...(publicUrl.startsWith("https:")
      ? { "strict-transport-security": `max-age=${HSTS_S}; includeSubDomains` }
      : {}),
  };
}

/**
 * Headers of every answer. Scripts and styles run only with the nonce of their page; nothing may frame us.
 * HSTS goes out only where the installation is reached over HTTPS, so that localhost is never pinned.
 */
export async function registerSecurityHeaders(http: HttpApp, publicUrl: string): Promise<void> {
  const nonce = (_request: unknown, response: ServerResponse) => `'nonce-${pageNonce(response)}'`;
  const secure = publicUrl.startsWith("https:");
  await http.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", nonce],
        styleSrc: ["'self'", nonce],
        // Positions computed at run time (menus, tooltips) are set as style attributes.
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", "data:", "blob:"],
        fontSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    hsts: secure ? { maxAge: HSTS_S, includeSubDomains: true } : false,
    frameguard: { action: "deny" },
    referrerPolicy: { policy: "strict-origin-when-cross-origin" },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: { policy: "same-origin" },
    crossOriginResourcePolicy: { policy: "same-origin" },
  });
  http.addHook("onSend", async (_request, reply) => {
    // What people and programs are told is theirs; what may be kept, such as built files, says so itself.
    if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
    reply.header("permissions-policy", "camera=(), geolocation=(), microphone=(self), payment=(self)");
  });
}
