import type { Ctx } from "../../kernel/ctx.ts";
import type { ServerSentEvent } from "../../kernel/http/event-stream.ts";
import { requirePermission, userOf, workspaceOf } from "../../kernel/permissions.ts";
import { openInbox } from "../../kernel/realtime/inbox.ts";
import type { Delivery } from "../../kernel/realtime/realtime.ts";
import { permissionsInWorkspace } from "./permissions-in-workspace.ts";

/**
 * What happens in the workspace, as its pages follow it: whatever modules publish to `workspace:<id>` and, for
 * this person only, to `user:<userId>:<workspaceId>`. Ends when the person is no longer a member, and when
 * identity says on `session:<id>` that the session has ended.
 */
export async function* workspaceEvents(ctx: Ctx, signal: AbortSignal): AsyncGenerator<ServerSentEvent> {
  requirePermission(ctx, "workspace.read");
  const [userId, workspaceId] = [userOf(ctx), workspaceOf(ctx)];
  const channels = [`workspace:${workspaceId}`, `user:${userId}:${workspaceId}`];
  if (ctx.actor.kind === "user") channels.push(`session:${ctx.actor.sessionId}`);
  const inbox = openInbox(ctx.kernel.realtime, channels, signal);
  // Removed between the request's own check and the subscription: nobody would tell.
  if ((await permissionsInWorkspace(ctx.kernel, userId, workspaceId)) === null) return;
  for await (const delivery of inbox) {
    const type = typeOf(delivery);
    if (type === "session.ended") return;
    const mayHaveLeft = type === "resync" || type === "member.changed";
    if (mayHaveLeft && (await permissionsInWorkspace(ctx.kernel, userId, workspaceId)) === null) return;
    yield { data: delivery.type === "resync" ? { type: "resync" } : delivery.message };
  }
}

function typeOf(delivery: Delivery): unknown {
  if (delivery.type === "resync") return "resync";
  const { message } = delivery;
  return typeof message === "object" && message !== null && "type" in message ? message.type : undefined;
}
