import type { Actor, Ctx, Kernel } from "./kernel.ts";

export type { Actor, Ctx };

const NEVER = new AbortController().signal;

/** A context for work that no request asked for. */
export function systemCtx(
  kernel: Kernel,
  actor: Extract<Actor, { kind: "job" | "operator" }>,
  workspaceId: string | null = null,
  permissions: Iterable<string> = [],
): Ctx {
  return {
    kernel,
    actor,
    workspaceId,
    permissions: new Set(permissions),
    tx: null,
    signal: NEVER,
    requestId: `${actor.kind === "job" ? actor.name : "operator"}-${kernel.newId()}`,
    ip: null,
  };
}

/** The same caller in another workspace, outside any transaction. */
export function inWorkspace(
  ctx: Ctx,
  workspaceId: string,
  permissions: Iterable<string> = ctx.permissions,
): Ctx {
  return { ...ctx, workspaceId, permissions: new Set(permissions), tx: null };
}

/** The person acting, or null. For columns that record who did it. */
export function actingUser(ctx: Ctx): string | null {
  return ctx.actor.kind === "user" ? ctx.actor.userId : null;
}
