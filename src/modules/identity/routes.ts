import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { problemSchema } from "../../kernel/contract.ts";
import { csrfToken } from "../../kernel/http/csrf.ts";
import { clearSessionCookie } from "../../kernel/http/session-cookie.ts";
import { type HttpApp, PUBLIC, type RouteLimit, SIGNED_IN } from "../../kernel/http/types.ts";
import { browserOf, keepBrowserName, keepSession } from "./browser-cookie.ts";
import {
  emailOnlyInput,
  resetPasswordInput,
  signedInSchema,
  signInInput,
  signUpInput,
  verifyEmailInput,
} from "./contract.ts";
import type { SignedInBrowser } from "./internal/sessions.ts";
import { requestPasswordReset, resendVerification } from "./request-link.ts";
import { resetPassword } from "./reset-password.ts";
import { signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";
import { type SignUpSettings, signUp } from "./sign-up.ts";
import { verifyEmail } from "./verify-email.ts";

/** Without the shared counter nobody signs in: guessing must stay slow. */
const TIGHT: RouteLimit = { perMinute: 20, whenDown: "refuse" };
const OPEN = { access: PUBLIC, limit: TIGHT };
const tags = ["Sign-in"];
const accepted = { 202: z.object({}), default: problemSchema };
const signedIn = { 200: signedInSchema, default: problemSchema };

export interface AuthRouteSettings extends SignUpSettings {
  readonly csrfSecret: string;
}

export function authRoutes(http: HttpApp, settings: AuthRouteSettings): void {
  const answer = (request: FastifyRequest, reply: FastifyReply, opened: SignedInBrowser) => {
    keepSession(reply, request.ctx.kernel.publicUrl, opened);
    return { user: opened.user, csrfToken: csrfToken(settings.csrfSecret, opened.sessionId) };
  };

  http.post(
    "/api/auth/sign-up",
    { config: OPEN, schema: { body: signUpInput, response: accepted, tags, summary: "Create an account" } },
    async (request, reply) => {
      const { browserToken } = await signUp(request.ctx, request.body, browserOf(request), settings);
      keepBrowserName(reply, request.ctx.kernel.publicUrl, browserToken);
      return reply.status(202).send({});
    },
  );

  http.post(
    "/api/auth/sign-in",
    { config: OPEN, schema: { body: signInInput, response: signedIn, tags, summary: "Sign in" } },
    async (request, reply) =>
      answer(request, reply, await signIn(request.ctx, request.body, browserOf(request))),
  );

  http.post(
    "/api/auth/sign-out",
    {
      config: { access: SIGNED_IN },
      schema: { response: { 204: z.null(), default: problemSchema }, tags, summary: "Sign out" },
    },
    async (request, reply) => {
      await signOut(request.ctx);
      clearSessionCookie(reply, request.ctx.kernel.publicUrl);
      return reply.status(204).send(null);
    },
  );

  http.post(
    "/api/auth/verify-email",
    {
      config: OPEN,
      schema: { body: verifyEmailInput, response: signedIn, tags, summary: "Follow the link of a sign-up" },
    },
    async (request, reply) =>
      answer(request, reply, await verifyEmail(request.ctx, request.body, browserOf(request))),
  );

  http.post(
    "/api/auth/resend-verification",
    {
      config: OPEN,
      schema: {
        body: emailOnlyInput,
        response: accepted,
        tags,
        summary: "Have the link of a sign-up sent again",
      },
    },
    async (request, reply) => {
      await resendVerification(request.ctx, request.body);
      return reply.status(202).send({});
    },
  );

  http.post(
    "/api/auth/request-password-reset",
    {
      config: OPEN,
      schema: { body: emailOnlyInput, response: accepted, tags, summary: "Have a reset link sent" },
    },
    async (request, reply) => {
      await requestPasswordReset(request.ctx, request.body);
      return reply.status(202).send({});
    },
  );

  http.post(
    "/api/auth/reset-password",
    {
      config: OPEN,
      schema: { body: resetPasswordInput, response: signedIn, tags, summary: "Set a new password by a link" },
    },
    async (request, reply) =>
      answer(request, reply, await resetPassword(request.ctx, request.body, browserOf(request))),
  );
}
