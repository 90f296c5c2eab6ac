import cookie from "@fastify/cookie";
import cors from "@fastify/cors";
import Fastify, { type FastifyBaseLogger, type FastifyRequest, LogController } from "fastify";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { AppError } from "../errors.ts";
import type { Kernel } from "../kernel.ts";
import type { Authenticator } from "./authenticator.ts";
import { boundBodies, SLOWEST_REQUEST_MS } from "./body-deadline.ts";
import { refuseForeignOrigin } from "./csrf.ts";
import { nothingHere, registerKnownAddresses } from "./known-addresses.ts";
import type { GeneralLimits } from "./limits.ts";
import { observeRequests } from "./observe-requests.ts";
import { registerOpenApi } from "./openapi.ts";
import { sendProblem, toAppError } from "./problem.ts";
import { refuseUnreadable, refuseUnrouted } from "./refuse-unread.ts";
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
/** How long a client may take to send its body, ms; uploads have longer. Answers may stream as long as they like. */
const BODY_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 15_000;
const KEEP_ALIVE_MS = 65_000;

/** What pages of other origins may read besides the body. */
const EXPOSED_HEADERS = [
  "x-request-id",
  "retry-after",
  "ratelimit-limit",
  "ratelimit-remaining",
  "ratelimit-reset",
];

export async function createHttpServer(options: HttpOptions): Promise<HttpApp> {
  const { kernel } = options;
  const log: FastifyBaseLogger = kernel.log;
  const http: HttpApp = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: SLOWEST_REQUEST_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    http: { headersTimeout: HEADERS_TIMEOUT_MS },
    genReqId: () => kernel.newId(),
    trustProxy: options.trustProxy.length > 0 ? [...options.trustProxy] : false,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: "idle",
    // Our own refusal below has our shape and our headers.
    return503OnClosing: false,
    frameworkErrors: refuseUnrouted(kernel),
    clientErrorHandler: refuseUnreadable(kernel),
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
    const failure = nothingHere(request, reply);
    kernel.metrics.countError(failure.code);
    sendProblem(request, reply, failure);
  });
  http.addHook("onRequest", async (request) => refuseEncodedBody(request));
  // Fastify takes text/plain by default, which a foreign page may send without asking first.
  http.removeContentTypeParser("text/plain");

  http.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
  });
  observeRequests(http, kernel);
  boundBodies(http, BODY_TIMEOUT_MS, refuseUnreadable(kernel));
  await http.register(cookie);
  await registerSecurityHeaders(http, kernel.publicUrl);
  const own = new Set([new URL(kernel.publicUrl).origin, ...options.corsOrigins]);
  requireAccessOnEveryRoute(http);
  decorateRouteList(http);
  registerKnownAddresses(http);
  await http.register(cors, {
    origin: [...options.corsOrigins],
    methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
    exposedHeaders: EXPOSED_HEADERS,
    credentials: true,
    maxAge: 600,
  });
  refuseWhileClosing(http);
  await registerOpenApi(http, { version: options.version, publicUrl: kernel.publicUrl });
  http.decorateRequest("ctx");
  http.addHook("onRequest", async (request, reply) => {
    if (request.routeOptions.config.access?.kind !== "api-key") refuseForeignOrigin(request, own);
    await admit(options, request, reply);
  });
  return http;
}

/** Bodies are read as they come: a compressed one would be taken for malformed JSON. */
function refuseEncodedBody(request: FastifyRequest): void {
  const encoding = request.headers["content-encoding"];
  if (encoding === undefined || encoding === "" || encoding.toLowerCase() === "identity") return;
  throw new AppError("unsupported_media_type", "Send the body as it is, without content-encoding.");
}

/** Routes that plugins register and that hold nothing of anybody: built files and the API reference. */
const OPEN_ROUTES = /^\/(assets\/|docs(\/|$))/;

/** A route that does not say who may call it would be open to all by mistake. */
function requireAccessOnEveryRoute(http: HttpApp): void {
  http.addHook("onRoute", (route) => {
    if (OPEN_ROUTES.test(route.url)) {
      route.config = { access: PUBLIC, internal: true, ...route.config };
    }
    if (route.method === "HEAD" || route.method === "OPTIONS") return;
    if (route.config?.access === undefined)
      throw new Error(`${route.method} ${route.url} does not say who may call it.`);
  });
}

/** A connection that is kept alive may still bring requests while the running ones end. */
function refuseWhileClosing(http: HttpApp): void {
  let closing = false;
  http.addHook("preClose", async () => {
    closing = true;
  });
  http.addHook("onRequest", async () => {
    if (!closing) return;
    throw new AppError("restarting", "Parley is being restarted. Try again in a moment.", {
      retryAfterSeconds: 5,
    });
  });
}
