import { z } from "zod";
import { idSchema, pageSchema, problemSchema } from "../../kernel/contract.ts";
import { csrfToken } from "../../kernel/http/csrf.ts";
import { clearSessionCookie, readSessionCookie, setSessionCookie } from "../../kernel/http/session-cookie.ts";
import { type HttpApp, SIGNED_IN } from "../../kernel/http/types.ts";
import { changePassword } from "./change-password.ts";
import {
  changePasswordInput,
  sessionSchema,
  signedInSchema,
  updateProfileInput,
  userSchema,
} from "./contract.ts";
import { listSessions } from "./list-sessions.ts";
import { me } from "./me.ts";
import { revokeOtherSessions, revokeSession } from "./revoke-session.ts";
import { updateProfile } from "./update-profile.ts";

const config = { access: SIGNED_IN };
const tags = ["Profile"];
const done = { 204: z.null(), default: problemSchema };

export function meRoutes(http: HttpApp, settings: { readonly csrfSecret: string }): void {
  http.get(
    "/api/me",
    {
      config,
      schema: {
        response: { 200: signedInSchema, default: problemSchema },
        tags,
        summary: "Who is signed in",
      },
    },
    async (request, reply) => {
      const { publicUrl } = request.ctx.kernel;
      const { user, sessionId, cookieExpiresAt } = await me(request.ctx);
      const token = readSessionCookie(request, publicUrl);
      // Every page load begins here: a remembered session's cookie moves along with the session.
      if (token !== undefined && cookieExpiresAt !== null)
        setSessionCookie(reply, publicUrl, token, cookieExpiresAt);
      return { user, csrfToken: csrfToken(settings.csrfSecret, sessionId) };
    },
  );

  http.patch(
    "/api/me",
    {
      config,
      schema: {
        body: updateProfileInput,
        response: { 200: userSchema, default: problemSchema },
        tags,
        summary: "Change the own name",
      },
    },
    async (request) => updateProfile(request.ctx, request.body),
  );

  http.post(
    "/api/me/password",
    {
      config,
      schema: { body: changePasswordInput, response: done, tags, summary: "Change the own password" },
    },
    async (request, reply) => {
      await changePassword(request.ctx, request.body);
      return reply.status(204).send(null);
    },
  );

  http.get(
    "/api/me/sessions",
    {
      config,
      schema: {
        response: { 200: pageSchema(sessionSchema), default: problemSchema },
        tags,
        summary: "Where one is signed in",
      },
    },
    async (request) => ({ items: await listSessions(request.ctx), nextCursor: null }),
  );

  http.delete(
    "/api/me/sessions/:sessionId",
    {
      config,
      schema: {
        params: z.object({ sessionId: idSchema }),
        response: done,
        tags,
        summary: "Sign out one session",
      },
    },
    async (request, reply) => {
      const { sessionId } = request.params;
      await revokeSession(request.ctx, { sessionId });
      const { actor, kernel } = request.ctx;
      if (actor.kind === "user" && actor.sessionId === sessionId) clearSessionCookie(reply, kernel.publicUrl);
      return reply.status(204).send(null);
    },
  );

  http.delete(
    "/api/me/sessions",
    { config, schema: { response: done, tags, summary: "Sign out all other sessions" } },
    async (request, reply) => {
      await revokeOtherSessions(request.ctx);
      return reply.status(204).send(null);
    },
  );
}
