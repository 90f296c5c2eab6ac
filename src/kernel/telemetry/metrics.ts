import { Counter, collectDefaultMetrics, Gauge, Histogram, type Metric, Registry } from "prom-client";

export interface RequestObservation {
  readonly method: string;
  /** The pattern of the route (`/v1/models/:id`), never the address that was asked for. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
}

/**
 * Counters of one process in Prometheus' text format. Getting a metric twice by one name gives the same one;
 * another kind or other labels under a name that is taken are a fault of the program and throw.
 */
export interface Metrics {
  readonly contentType: string;
  /** Call it on `onResponse` and on `onRequestAbort`: Fastify fires only one of them. */
  observeRequest(request: RequestObservation): void;
  /** @param code of the closed set in errors.ts */
  countError(code: string): void;
  counter<Label extends string = never>(
    name: string,
    help: string,
    labels?: readonly Label[],
  ): Counter<Label>;
  gauge<Label extends string = never>(name: string, help: string, labels?: readonly Label[]): Gauge<Label>;
  /** @param buckets upper bounds in the unit that the name ends with, such as `_seconds` */
  histogram<Label extends string = never>(
    name: string,
    help: string,
    labels?: readonly Label[],
    buckets?: readonly number[],
  ): Histogram<Label>;
  collect(): Promise<string>;
}

/** Seconds. A streamed answer may take minutes. */
const REQUEST_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

/** @param process whether memory, CPU, garbage collection and event loop of this process are measured too */
export function createMetrics({ process = true }: { readonly process?: boolean } = {}): Metrics {
  const registry = new Registry();
  const labelsOf = new Map<string, string>();
  if (process) collectDefaultMetrics({ register: registry });

  function getOrCreate<Made extends Metric>(
    kind: new (...args: never[]) => Made,
    name: string,
    labels: readonly string[],
    create: () => Made,
  ): Made {
    const known = registry.getSingleMetric(name);
    if (known === undefined) {
      labelsOf.set(name, labels.join());
      return create();
    }
    if (!(known instanceof kind) || labelsOf.get(name) !== labels.join()) {
      throw new Error(`The metric ${name} exists already with another kind or other labels.`);
    }
    return known;
  }

  const base = <Label extends string>(name: string, help: string, labels: readonly Label[]) => ({
    name,
    help,
    labelNames: labels,
    registers: [registry],
  });
  const counter: Metrics["counter"] = (name, help, labels = []) =>
    getOrCreate(Counter<(typeof labels)[number]>, name, labels, () => new Counter(base(name, help, labels)));
  const gauge: Metrics["gauge"] = (name, help, labels = []) =>
    getOrCreate(Gauge<(typeof labels)[number]>, name, labels, () => new Gauge(base(name, help, labels)));
  const histogram: Metrics["histogram"] = (name, help, labels = [], buckets) =>
    getOrCreate(
      Histogram<(typeof labels)[number]>,
      name,
      labels,
      () => new Histogram({ ...base(name, help, labels), ...(buckets ? { buckets: [...buckets] } : {}) }),
    );

  const requests = histogram(
    "http_request_duration_seconds",
    "Time from the first byte of a request to the last of its answer.",
    ["method", "route", "status"],
    REQUEST_BUCKETS,
  );
  const errors = counter("errors_total", "Failed requests and jobs by error code.", ["code"]);

  return {
    contentType: registry.contentType,
    observeRequest({ method, route, status, durationMs }) {
      requests.observe({ method, route, status }, durationMs / 1_000);
    },
    countError: (code) => errors.inc({ code }),
    counter,
    gauge,
    histogram,
    collect: () => registry.metrics(),
  };
}
