import type { FastifyReply, FastifyRequest } from "fastify";
import type { Ctx } from "../ctx.ts";
import { AppError, notFound } from "../errors.ts";
import { isId } from "../ids.ts";
import type { Kernel } from "../kernel.ts";
import { requirePermission } from "../permissions.ts";
import type { Authenticator } from "./authenticator.ts";
import { addressKey, callerAddress } from "./caller-address.ts";
import { clientLeft } from "./client-left.ts";
import { requireCsrfToken } from "./csrf.ts";
import { type GeneralLimits, perMinute, spend } from "./limits.ts";
import { readSessionCookie } from "./session-cookie.ts";
import type { Access } from "./types.ts";

export interface Gatekeeper {
  readonly kernel: Kernel;
  readonly authenticator: Authenticator;
  readonly limits: GeneralLimits;
  readonly csrfSecret: string;
}

const NOBODY: ReadonlySet<string> = new Set();

function anonymousCtx(kernel: Kernel, request: FastifyRequest, reply: FastifyReply): Ctx {
  return {
    kernel,
    actor: { kind: "anonymous" },
    workspaceId: null,
    permissions: NOBODY,
    tx: null,
    signal: clientLeft(reply),
    requestId: request.id,
    ip: callerAddress(request.ip),
  };
}

/** Runs before the body is read: counts the address, finds out who calls, and refuses whoever may not. */
export async function admit(gate: Gatekeeper, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { access } = request.routeOptions.config;
  request.ctx = anonymousCtx(gate.kernel, request, reply);
  await spendForAddress(gate, request, reply);
  if (access === undefined || access.kind === "public") return;
  request.ctx =
    access.kind === "api-key" ? await keyCtx(gate, request, access.scope) : await sessionCtx(gate, request);
  await spendForActor(gate, request, reply);
  if (access.kind === "workspace") await enterWorkspace(gate, request, reply, access);
}

async function spendForAddress(
  gate: Gatekeeper,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { limit, uncounted } = request.routeOptions.config;
  if (uncounted === true) return;
  const limiter = gate.kernel.rateLimiter;
  const address = addressKey(request.ip);
  await spend(limiter, reply, `ip:${address}`, perMinute(gate.limits.perIp));
  if (limit === undefined) return;
  const { method, url } = request.routeOptions;
  await spend(
    limiter,
    reply,
    `route:${method}:${url}:${address}`,
    perMinute(limit.perMinute, limit.whenDown),
  );
}

async function sessionCtx(gate: Gatekeeper, request: FastifyRequest): Promise<Ctx> {
  const token = readSessionCookie(request, gate.kernel.publicUrl);
  const actor = token === undefined ? null : await gate.authenticator.session(token);
  if (actor === null) throw new AppError("unauthenticated", "Your session has ended. Sign in again.");
  requireCsrfToken(request, gate.csrfSecret, actor.sessionId);
  return { ...request.ctx, actor };
}

async function keyCtx(gate: Gatekeeper, request: FastifyRequest, scope: string): Promise<Ctx> {
  const match = /^Bearer\s+(\S{1,200})$/i.exec(request.headers.authorization ?? "");
  const secret = match?.[1];
  const found = secret === undefined ? null : await gate.authenticator.apiKey(secret);
  if (found === null) {
    throw new AppError(
      "invalid_api_key",
      "Send a workspace key as Authorization: Bearer pk_… ; keys are made under Settings, API keys.",
    );
  }
  if (!found.permissions.has(scope)) throw new AppError("forbidden", `This key lacks the scope "${scope}".`);
  return { ...request.ctx, ...found };
}

async function spendForActor(gate: Gatekeeper, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { actor, workspaceId } = request.ctx;
  const limiter = gate.kernel.rateLimiter;
  if (actor.kind === "user")
    await spend(limiter, reply, `user:${actor.userId}`, perMinute(gate.limits.perUser));
  if (workspaceId !== null) {
    await spend(limiter, reply, `workspace:${workspaceId}`, perMinute(gate.limits.perWorkspace));
  }
}

async function enterWorkspace(
  gate: Gatekeeper,
  request: FastifyRequest,
  reply: FastifyReply,
  access: Extract<Access, { kind: "workspace" }>,
): Promise<void> {
  const params = request.params as Record<string, string>; // Fastify has matched the path; values are text.
  const workspaceId = (params.workspaceId ?? "").toLowerCase();
  const actor = request.ctx.actor;
  const permissions =
    actor.kind === "user" && isId(workspaceId)
      ? await gate.authenticator.permissions(actor.userId, workspaceId)
      : null;
  if (permissions === null) throw notFound("workspace");
  request.ctx = { ...request.ctx, workspaceId, permissions };
  await spend(
    gate.kernel.rateLimiter,
    reply,
    `workspace:${workspaceId}`,
    perMinute(gate.limits.perWorkspace),
  );
  requirePermission(request.ctx, access.permission);
}
