import type { Tx } from "./db/types.ts";
import type { Kernel } from "./kernel.ts";

/** Who acts. `job` and `operator` act for the installation, inside one workspace at a time. */
export type Actor =
  | { readonly kind: "anonymous" }
  | { readonly kind: "user"; readonly userId: string; readonly sessionId: string }
  | { readonly kind: "api-key"; readonly keyId: string; readonly name: string }
  | { readonly kind: "job"; readonly name: string }
  | { readonly kind: "operator" };

/** Everything a verb needs to know of its caller. Nothing is ambient: what is not in here, a verb cannot see. */
export interface Ctx {
  readonly kernel: Kernel;
  readonly actor: Actor;
  readonly workspaceId: string | null;
  /** Named permissions of the actor in the workspace, such as `members.manage`. */
  readonly permissions: ReadonlySet<string>;
  /** The transaction in progress; verbs join it instead of opening another. */
  readonly tx: Tx | null;
  /** Fires when the caller has left or the process is stopping. */
  readonly signal: AbortSignal;
  readonly requestId: string;
  /** The caller's address as the trusted proxy tells it; null for jobs and the command line. */
  readonly ip: string | null;
}

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
