import type { Ctx } from "../../kernel/ctx.ts";
import { forbidden } from "../../kernel/errors.ts";
import { requirePermission } from "../../kernel/permissions.ts";
import type { Role } from "./contract.ts";

/** Only an owner makes or unmakes owners: call it with every role that a change takes away or gives. */
export function requireMayManage(ctx: Ctx, ...roles: readonly Role[]): void {
  requirePermission(ctx, "members.manage");
  if (!roles.includes("owner") || ctx.permissions.has("owners.manage")) return;
  throw forbidden("Only an owner can make or remove an owner. Ask one of them.");
}

/** Everybody may leave; sending somebody else away takes more. */
export function requireMayRemove(ctx: Ctx, member: { readonly userId: string; readonly role: Role }): void {
  if (ctx.actor.kind === "user" && ctx.actor.userId === member.userId) return;
  requireMayManage(ctx, member.role);
}
