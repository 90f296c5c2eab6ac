import type { Ctx } from "./ctx.ts";
import { AppError, forbidden } from "./errors.ts";

/** Refuses unless the actor holds the named permission in the workspace of the context. */
export function requirePermission(ctx: Ctx, permission: string): void {
  if (ctx.permissions.has(permission)) return;
  if (ctx.actor.kind === "anonymous") {
    throw new AppError("unauthenticated", "Sign in and try again.");
  }
  throw forbidden("Your role does not include this. An owner or admin of the workspace can grant it.");
}

/** The workspace of the context. A verb that needs one and has none was wired wrongly: that is our fault, not the caller's. */
export function workspaceOf(ctx: Ctx): string {
  if (ctx.workspaceId === null) throw new Error("This verb needs a workspace in its context.");
  return ctx.workspaceId;
}

/** The person acting. Keys, jobs and strangers are told to sign in. */
export function userOf(ctx: Ctx): string {
  if (ctx.actor.kind === "user") return ctx.actor.userId;
  throw new AppError("unauthenticated", "Sign in and try again.");
}
