import cookie from "@fastify/cookie";
import cors from "@fastify/cors";
import Fastify, { type FastifyBaseLogger, LogController } from "fastify";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { AppError } from "../errors.ts";
import type { Kernel } from "../kernel.ts";
import type { Authenticator } from "./authenticator.ts";
import { refuseForeignOrigin } from "./csrf.ts";
import type { GeneralLimits } from "./limits.ts";
import { registerOpenApi } from "./openapi.ts";
import { sendProblem, toAppError } from "./problem.ts";
import { admit } from "./request-context.ts";
import { decorateRouteList } from "./route-list.ts";
import { registerSecurityHeaders } from "./security-headers.ts";
import { type HttpApp, PUBLIC } from "./types.ts";

export interface HttpOptions {
  readonly kernel: Kernel;
  readonly authenticator: Authenticator;
  readonly limits: GeneralLimits;
  readonly csrfSecret: string;
  /** Addresses of proxies whose `x-forwarded-*` headers are believed. */
  readonly trustProxy: readonly string[];
  /** Other origins whose pages may call the API. */
  readonly corsOrigins: readonly string[];
  readonly version: string;
}

/** Largest JSON body, bytes; routes that take less or more say so themselves. */
const BODY_LIMIT_BYTES = 2 * 1024 * 1024;
/** How long a client may take to send its request, ms. Answers may stream as long as they like. */
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 15_000;
const KEEP_ALIVE_MS = 65_000;

export async function createHttpServer(options: HttpOptions): Promise<HttpApp> {
  const { kernel } = options;
  const log: FastifyBaseLogger = kernel.log;
  const http: HttpApp = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    http: { headersTimeout: HEADERS_TIMEOUT_MS },
    genReqId: () => kernel.newId(),
    trustProxy: options.trustProxy.length > 0 ? [...options.trustProxy] : false,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: "idle",
    return503OnClosing: true,
    // What the router itself refuses, such as an address that is not UTF-8, has our shape too.
    frameworkErrors: (error, request, reply) => sendProblem(request, reply, toAppError(error)),
  }).withTypeProvider<ZodTypeProvider>();

  http.setValidatorCompiler(validatorCompiler);
  http.setSerializerCompiler(serializerCompiler);
  http.setErrorHandler((error, request, reply) => {
    const failure = toAppError(error);
    kernel.metrics.countError(failure.code);
    if (failure.report) request.log.error({ err: error, code: failure.code }, "Request failed");
    sendProblem(request, reply, failure);
  });
  http.setNotFoundHandler((request, reply) => {
    sendProblem(
      request,
      reply,
      new AppError("not_found", "There is nothing at this address. Check its spelling."),
    );
  });

  await http.register(cookie);
  await registerSecurityHeaders(http, kernel.publicUrl);
  const own = new Set([new URL(kernel.publicUrl).origin, ...options.corsOrigins]);
  await http.register(cors, { origin: [...options.corsOrigins], credentials: true, maxAge: 600 });
  requireAccessOnEveryRoute(http);
  decorateRouteList(http);
  await registerOpenApi(http, { version: options.version, publicUrl: kernel.publicUrl });
  observeRequests(http, kernel);
  http.decorateRequest("ctx");
  http.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
    if (request.routeOptions.config.access?.kind !== "api-key") refuseForeignOrigin(request, own);
    await admit(options, request, reply);
  });
  return http;
}

/** Routes that plugins register and that hold nothing of anybody: built files and the API reference. */
const OPEN_PREFIXES = ["/assets/", "/docs"];

/** A route that does not say who may call it would be open to all by mistake. */
function requireAccessOnEveryRoute(http: HttpApp): void {
  http.addHook("onRoute", (route) => {
    if (OPEN_PREFIXES.some((prefix) => route.url.startsWith(prefix))) {
      route.config = { access: PUBLIC, internal: true, ...route.config };
    }
    if (route.method === "HEAD" || route.method === "OPTIONS") return;
    if (route.config?.access === undefined)
      throw new Error(`${route.method} ${route.url} does not say who may call it.`);
  });
}

/** `onResponse` does not fire for a client that leaves; `onRequestAbort` does (Fastify, Hooks). */
function observeRequests(http: HttpApp, kernel: Kernel): void {
  const observe = (method: string, route: string | undefined, status: number, durationMs: number) =>
    kernel.metrics.observeRequest({ method, route: route ?? "none", status, durationMs });
  http.addHook("onResponse", async (request, reply) => {
    const durationMs = reply.elapsedTime;
    observe(request.method, request.routeOptions.url, reply.statusCode, durationMs);
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        durationMs: Math.round(durationMs),
      },
      "request",
    );
  });
  http.addHook("onRequestAbort", async (request) => {
    observe(request.method, request.routeOptions.url, 499, 0);
    request.log.info(
      { method: request.method, route: request.routeOptions.url, status: 499 },
      "request left",
    );
  });
}
