import { context, propagation, trace } from "@opentelemetry/api";
import type { FastifyPluginCallback } from "fastify";

export interface TracingOptions {
  /** Base address of an OTLP collector over HTTP, such as `http://collector:4318`. */
  readonly endpoint: string;
  readonly serviceName: string;
  readonly version: string;
}

export interface Tracing {
  /** Await its registration before any route: it sees only what comes later. */
  readonly fastifyPlugin: FastifyPluginCallback;
  /** Sends what is left, for five seconds at most. */
  stop(): Promise<void>;
}

const EXPORT_TIMEOUT_MS = 5_000;

/** Nothing of the SDK is loaded before this is called: an installation without a collector pays no memory for it. */
export async function startTracing({ endpoint, serviceName, version }: TracingOptions): Promise<Tracing> {
  const [sdk, { OTLPTraceExporter }, { resourceFromAttributes }, { default: otel }, { redactingExporter }] =
    await Promise.all([
      import("@opentelemetry/sdk-trace-node"),
      import("@opentelemetry/exporter-trace-otlp-http"),
      import("@opentelemetry/resources"),
      import("@fastify/otel"),
      import("./redacting-exporter.ts"),
    ]);
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces`, timeoutMillis: EXPORT_TIMEOUT_MS });
  const provider = new sdk.NodeTracerProvider({
    resource: resourceFromAttributes({ "service.name": serviceName, "service.version": version }),
    spanProcessors: [
      new sdk.BatchSpanProcessor(redactingExporter(exporter), { exportTimeoutMillis: EXPORT_TIMEOUT_MS }),
    ],
  });
  provider.register();
  const instrumentation = new otel.FastifyOtelInstrumentation({
    instrumentHooks: false,
    // The plugin records the whole address; links in mails carry their token in the query.
    requestHook: (span, request) => span.setAttribute("url.path", request.url.replace(/[?#].*$/s, "")),
  });
  instrumentation.setTracerProvider(provider);
  return {
    fastifyPlugin: instrumentation.plugin(),
    async stop() {
      await provider.shutdown().catch(() => undefined);
      trace.disable();
      context.disable();
      propagation.disable();
    },
  };
}
