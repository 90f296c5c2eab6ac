import type { FastifyRequest } from "fastify";
import { hmac, sameBytes } from "../crypto/tokens.ts";
import { AppError } from "../errors.ts";

const CSRF_HEADER = "x-csrf-token";
const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** Bound to the session, so that a token of one session is worth nothing in another (OWASP: HMAC-based token pattern). */
export function csrfToken(csrfSecret: string, sessionId: string): string {
  return hmac(csrfSecret, `csrf:${sessionId}`).toString("base64url");
}

/** A state-changing request of a session must carry the token of that session. */
export function requireCsrfToken(request: FastifyRequest, csrfSecret: string, sessionId: string): void {
  if (SAFE_METHODS.has(request.method)) return;
  const given = request.headers[CSRF_HEADER];
  const wanted = Buffer.from(csrfToken(csrfSecret, sessionId));
  if (typeof given === "string" && sameBytes(Buffer.from(given), wanted)) return;
  throw new AppError("csrf_failed", "Reload the page and try again.");
}

/**
 * Browsers say where a request comes from (Fetch Metadata, Origin). Sign-in and sign-up have no session
 * to bind a token to, so they rest on this; for all others it is the second lock.
 */
export function refuseForeignOrigin(request: FastifyRequest, allowedOrigins: ReadonlySet<string>): void {
  if (SAFE_METHODS.has(request.method)) return;
  const origin = request.headers.origin;
  const site = request.headers["sec-fetch-site"];
  const foreignSite = site !== undefined && site !== "same-origin" && site !== "none";
  if (origin === undefined ? !foreignSite : allowedOrigins.has(origin)) return;
  throw new AppError("csrf_failed", "Open Parley at its own address and try again.");
}
