import type { Ctx } from "../../../kernel/ctx.ts";
import { AppError } from "../../../kernel/errors.ts";

/** The session acting. Keys, jobs and strangers are told to sign in. */
export function sessionOf(ctx: Ctx): { readonly userId: string; readonly sessionId: string } {
  if (ctx.actor.kind === "user") return ctx.actor;
  throw new AppError("unauthenticated", "Sign in and try again.");
}
