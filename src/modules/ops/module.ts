import { hashToken, sameBytes } from "../../kernel/crypto/tokens.ts";
import { AppError } from "../../kernel/errors.ts";
import { type HttpApp, PUBLIC } from "../../kernel/http/types.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { ModuleDefinition } from "../../kernel/module.ts";
import { readinessSchema, statusSchema } from "./contract.ts";
import { type ReadinessCheck, readiness } from "./readiness.ts";

export interface OpsOptions {
  readonly version: string;
  readonly signUp: "open" | "closed";
  readonly mailSink: boolean;
  /** When set, /metrics asks for it as a bearer token. */
  readonly metricsToken: string | null;
  readonly checks: readonly ReadinessCheck[];
  needsFirstUser(kernel: Kernel): Promise<boolean>;
}

export function opsModule(options: OpsOptions): ModuleDefinition {
  return { name: "ops", routes: (http) => routes(http, options) };
}

function routes(http: HttpApp, options: OpsOptions): void {
  const tags = ["Operations"];
  http.get(
    "/healthz",
    { config: { access: PUBLIC, uncounted: true }, schema: { tags, summary: "The process answers" } },
    async () => ({
      ok: true,
    }),
  );
  http.get(
    "/readyz",
    {
      config: { access: PUBLIC, uncounted: true },
      schema: {
        tags,
        summary: "Everything it needs answers",
        response: { 200: readinessSchema, 503: readinessSchema },
      },
    },
    async (request, reply) => {
      const state = await readiness(request.ctx.kernel, options.checks);
      return reply.status(state.ready ? 200 : 503).send(state);
    },
  );
  http.get("/metrics", { config: { access: PUBLIC, internal: true } }, async (request, reply) => {
    requireMetricsToken(options.metricsToken, request.headers.authorization);
    const { metrics } = request.ctx.kernel;
    return reply.type(metrics.contentType).send(await metrics.collect());
  });
  http.get(
    "/api/status",
    {
      config: { access: PUBLIC },
      schema: { tags, summary: "What this installation offers", response: { 200: statusSchema } },
    },
    async (request) => ({
      version: options.version,
      signUp: options.signUp,
      mailSink: options.mailSink,
      needsFirstUser: await options.needsFirstUser(request.ctx.kernel),
    }),
  );
}

function requireMetricsToken(token: string | null, header: string | undefined): void {
  if (token === null) return;
  const given = /^Bearer (.+)$/.exec(header ?? "")?.[1] ?? "";
  if (sameBytes(hashToken(given), hashToken(token))) return;
  throw new AppError("unauthenticated", "Send the metrics token as Authorization: Bearer.");
}
