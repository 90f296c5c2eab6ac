import type { FastifyReply, FastifyRequest } from "fastify";

/** `__Host-` binds the cookie to this host, over HTTPS only (RFC 6265bis section 4.1.3.2). */
const SECURE_NAME = "__Host-parley";
const PLAIN_NAME = "parley";

function cookieName(publicUrl: string): string {
  return publicUrl.startsWith("https:") ? SECURE_NAME : PLAIN_NAME;
}

export function readSessionCookie(request: FastifyRequest, publicUrl: string): string | undefined {
  return request.cookies[cookieName(publicUrl)];
}

/** @param expiresAt null: the cookie ends with the browser */
export function setSessionCookie(
  reply: FastifyReply,
  publicUrl: string,
  token: string,
  expiresAt: Date | null,
): void {
  reply.setCookie(cookieName(publicUrl), token, {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: publicUrl.startsWith("https:"),
    ...(expiresAt === null ? {} : { expires: expiresAt }),
  });
}

export function clearSessionCookie(reply: FastifyReply, publicUrl: string): void {
  reply.clearCookie(cookieName(publicUrl), {
    path: "/",
    httpOnly: true,
    secure: publicUrl.startsWith("https:"),
  });
}
