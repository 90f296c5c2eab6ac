import { randomUUID } from "node:crypto";
import type { RouteFacts } from "../../kernel/http/route-list.ts";
import { sampleBody, type Values } from "./sample-body.ts";
import type { Tenant } from "./world.ts";

/** A body that a route accepts, naming rows of that tenant where it names any; undefined where none is taken. */
export function bodyFor(route: RouteFacts, tenant: Tenant): unknown {
  if (route.body === null) return undefined;
  return sampleBody(route.body, valuesOf(tenant));
}

/** Properties whose values cannot be told from a schema. */
function valuesOf(tenant: Tenant): Values {
  return {
    email: "somebody@example.com",
    model: "parley/local",
    conversationId: tenant.ids.conversationId,
    userId: tenant.ids.userId,
    collectionId: tenant.ids.collectionId,
    collectionIds: [tenant.ids.collectionId],
    assistantId: tenant.ids.assistantId,
    readers: [{ role: "owner" }],
    tools: [],
    embeddingModel: null,
    refuseBelow: 30,
    caveatBelow: 60,
    url: "https://docs.example.com/handbook",
    role: "member",
    idempotencyKey: randomUUID(),
    password: "walnut bicycle thunder",
    newPassword: "walnut bicycle thunder",
    token: "a-link-that-was-never-mailed",
    period: "month",
    messages: [{ role: "user", content: "What is a ledger?" }],
    stream: false,
    include_usage: false,
    strict: false,
  };
}
