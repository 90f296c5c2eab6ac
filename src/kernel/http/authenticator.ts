import type { Actor } from "../ctx.ts";

export interface KeyHolder {
  readonly actor: Extract<Actor, { kind: "api-key" }>;
  readonly workspaceId: string;
  readonly permissions: ReadonlySet<string>;
}

/** What the transport must know of identity, workspaces and keys; `app.ts` ties it to the modules. */
export interface Authenticator {
  /** The person behind a session cookie, or null when it is unknown, expired or revoked. */
  session(token: string): Promise<Extract<Actor, { kind: "user" }> | null>;
  /** The holder of a workspace key, or null when it is unknown, expired or revoked. Answers at once from its cache. */
  apiKey(secret: string): KeyHolder | null | Promise<KeyHolder | null>;
  /** Permissions of a member, or null for a stranger, who is told that there is no such workspace. */
  permissions(userId: string, workspaceId: string): Promise<ReadonlySet<string> | null>;
}
