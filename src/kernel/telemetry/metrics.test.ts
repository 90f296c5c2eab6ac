import { expect, test } from "vitest";
import { createMetrics } from "./metrics.ts";

test("requests are counted by method, route and status, in seconds", async () => {
  const metrics = createMetrics({ process: false });
  metrics.observeRequest({ method: "GET", route: "/v1/models/:id", status: 200, durationMs: 40 });
  metrics.observeRequest({ method: "GET", route: "/v1/models/:id", status: 200, durationMs: 90_000 });
  const text = await metrics.collect();
  const labels = 'method="GET",route="/v1/models/:id",status="200"';
  expect(text).toContain(`http_request_duration_seconds_count{${labels}} 2`);
  expect(text).toContain(`http_request_duration_seconds_bucket{le="0.05",${labels}} 1`);
  expect(text).toContain(`http_request_duration_seconds_sum{${labels}} 90.04`);
  expect(metrics.contentType).toMatch(/^text\/plain/);
});

test("errors are counted by code", async () => {
  const metrics = createMetrics({ process: false });
  metrics.countError("not_found");
  metrics.countError("not_found");
  expect(await metrics.collect()).toContain('errors_total{code="not_found"} 2');
});

test("a metric is made once and found again by its name", async () => {
  const metrics = createMetrics({ process: false });
  metrics.counter("sent_total", "Sent.", ["kind"]).inc({ kind: "mail" });
  metrics.counter("sent_total", "Sent.", ["kind"]).inc({ kind: "mail" });
  metrics.gauge("waiting", "Waiting.").set(3);
  metrics.histogram("size_bytes", "Size.", [], [10, 100]).observe(50);
  const text = await metrics.collect();
  expect(text).toContain('sent_total{kind="mail"} 2');
  expect(text).toContain("waiting 3");
  expect(text).toContain('size_bytes_bucket{le="100"} 1');
});

test("a name that is taken by another kind or by other labels is a fault of the program", () => {
  const metrics = createMetrics({ process: false });
  metrics.counter("sent_total", "Sent.", ["kind"]);
  expect(() => metrics.gauge("sent_total", "Sent.")).toThrow(/sent_total/);
  expect(() => metrics.counter("sent_total", "Sent.", ["other"])).toThrow(/sent_total/);
  expect(() => metrics.counter("nodejs heap", "Not a name.")).toThrow();
});

test("two applications in one process count apart", async () => {
  const [one, two] = [createMetrics({ process: false }), createMetrics({ process: false })];
  one.countError("internal");
  expect(await two.collect()).not.toContain("internal");
});

test("memory and event loop of the process are part of it", async () => {
  const text = await createMetrics().collect();
  expect(text).toContain("process_resident_memory_bytes ");
  expect(text).toContain("nodejs_eventloop_lag_p99_seconds ");
});
