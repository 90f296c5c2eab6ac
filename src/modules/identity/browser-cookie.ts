import type { FastifyReply, FastifyRequest } from "fastify";
import { readSessionCookie, setSessionCookie } from "../../kernel/http/session-cookie.ts";
import type { Browser } from "./internal/browser.ts";
import type { OpenedSession } from "./internal/sessions.ts";

/** The longest that browsers keep a cookie is 400 days (RFC 6265bis section 5.5). */
const YEAR_SECONDS = 365 * 24 * 3_600;

function cookieName(publicUrl: string): string {
  return publicUrl.startsWith("https:") ? "__Host-parley-browser" : "parley-browser";
}

export function browserOf(request: FastifyRequest): Browser {
  const { publicUrl } = request.ctx.kernel;
  return {
    sessionToken: readSessionCookie(request, publicUrl),
    browserToken: request.cookies[cookieName(publicUrl)],
    userAgent: request.headers["user-agent"] ?? "",
  };
}

/** Names the browser: whose sign-up was made here, and who has signed in here before. It opens nothing. */
export function keepBrowserName(reply: FastifyReply, publicUrl: string, token: string): void {
  reply.setCookie(cookieName(publicUrl), token, {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: publicUrl.startsWith("https:"),
    maxAge: YEAR_SECONDS,
  });
}

export function keepSession(reply: FastifyReply, publicUrl: string, session: OpenedSession): void {
  setSessionCookie(reply, publicUrl, session.token, session.cookieExpiresAt);
  keepBrowserName(reply, publicUrl, session.browserToken);
}
