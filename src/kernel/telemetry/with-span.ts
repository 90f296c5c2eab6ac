import { type Attributes, type Span, SpanStatusCode, trace } from "@opentelemetry/api";

/** Runs `work` inside a span; costs next to nothing while tracing is off. Attributes hold ids and sizes, no texts of people. */
export function withSpan<Result>(
  name: string,
  attributes: Attributes,
  work: (span: Span) => Promise<Result>,
): Promise<Result> {
  // A tracer that is kept stays bound to the provider of its first span.
  return trace.getTracer("kernel").startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      const message = error instanceof Error ? `${error.name}: ${error.message}` : "unknown";
      span.setStatus({ code: SpanStatusCode.ERROR, message });
      throw error;
    } finally {
      span.end();
    }
  });
}
