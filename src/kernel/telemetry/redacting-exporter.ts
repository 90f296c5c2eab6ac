import type { Attributes } from "@opentelemetry/api";
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace-node";
import { isSecretName, withoutSecrets } from "../log/secret-shapes.ts";

/** Takes secrets out of whatever leaves: the texts of errors come from everywhere. */
export function redactingExporter(inner: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => inner.export(spans.map(redacted), done),
    shutdown: () => inner.shutdown(),
    forceFlush: async () => inner.forceFlush?.(),
  };
}

function redacted(span: ReadableSpan): ReadableSpan {
  const { message } = span.status;
  const own: Partial<ReadableSpan> = {
    name: withoutSecrets(span.name),
    attributes: clean(span.attributes),
    status: message === undefined ? span.status : { ...span.status, message: withoutSecrets(message) },
    events: span.events.map((event) => ({ ...event, attributes: clean(event.attributes ?? {}) })),
  };
  // Everything else is read from the span through the prototype, so the result is a whole span.
  return Object.create(span, Object.getOwnPropertyDescriptors(own)) as ReadableSpan;
}

function clean(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => {
      if (isSecretName(name)) return [name, "[redacted]"];
      return [name, typeof value === "string" ? withoutSecrets(value) : value];
    }),
  );
}
