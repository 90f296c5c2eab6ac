import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { postgresOverProxy } from "../../kernel/realtime/testing/postgres-over-proxy.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { newPerson } from "../../testing/people.ts";

const TOKEN = "a-token-for-prometheus";
let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env: { METRICS_TOKEN: TOKEN, RATE_LIMIT_PER_IP: "3" } });
});
afterAll(() => app.close());

/** From an address of its own, so that no case uses up another's limit. */
let callers = 0;
const get = (url: string, headers: Record<string, string> = {}) =>
  app.http.inject({ url, headers, remoteAddress: `10.0.0.${++callers}` });

describe("an installation that is well", () => {
  it("lives and is ready, and says what it asked", async () => {
    expect((await get("/healthz")).json()).toEqual({ ok: true });
    const answer = await get("/readyz");
    expect(answer.statusCode).toBe(200);
    expect(
      answer.json<{ checks: { name: string; ok: boolean }[] }>().checks.map(({ name, ok }) => [name, ok]),
    ).toEqual([
      ["database", true],
      ["migrations", true],
      ["queue", true],
      ["vectors", true],
      ["mail", true],
    ]);
  });

  it("says so however often somebody probes it, and counts everything else", async () => {
    const ask = (url: string) => app.http.inject({ url, remoteAddress: "10.9.9.9" });
    for (let n = 0; n < 6; n += 1) expect((await ask("/healthz")).statusCode).toBe(200);
    expect((await ask("/readyz")).statusCode).toBe(200);
    const statuses: number[] = [];
    for (let n = 0; n < 4; n += 1) statuses.push((await ask("/api/status")).statusCode);
    expect(statuses).toEqual([200, 200, 200, 429]);
  });

  it("tells a new page whether somebody has an account yet, and nothing that is nobody's business", async () => {
    expect((await get("/api/status")).json()).toEqual({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      signUp: "open",
      mailSink: true,
      needsFirstUser: true,
    });
    await newPerson(app.kernel);
    expect((await get("/api/status")).json()).toMatchObject({ needsFirstUser: false });
    const closed = await testApp({ database: app.database, env: { SIGN_UP: "closed" } });
    onTestFinished(() => closed.close());
    expect((await closed.http.inject("/api/status")).json()).toMatchObject({ signUp: "closed" });
  });
});

describe("the metrics", () => {
  it.each([
    {},
    { authorization: "" },
    { authorization: `Basic ${TOKEN}` },
    { authorization: "Bearer " },
    { authorization: `Bearer ${TOKEN}x` },
    { cookie: TOKEN },
  ])("are not for %j", async (headers) => {
    const answer = await get("/metrics", headers);
    expect(answer.json()).toMatchObject({ status: 401, code: "unauthenticated" });
    expect(answer.body).not.toContain("http_request");
  });

  it("are for who has the token, in Prometheus' format, by route and without addresses", async () => {
    await get("/api/nothing/secret-part");
    const answer = await get("/metrics", { authorization: `Bearer ${TOKEN}` });
    expect(answer.headers["content-type"]).toContain("text/plain");
    expect(answer.body).toContain(
      'http_request_duration_seconds_count{method="GET",route="none",status="404"}',
    );
    expect(answer.body).toContain('errors_total{code="not_found"}');
    expect(answer.body).toContain("process_resident_memory_bytes");
    expect(answer.body).not.toMatch(/secret-part|a-token-for/);
  });

  it("are open where no token is set", async () => {
    const open = await testApp({ database: app.database });
    onTestFinished(() => open.close());
    expect((await open.http.inject("/metrics")).statusCode).toBe(200);
  });
});

describe("an installation whose database is gone", () => {
  it("lives but is not ready, names what does not answer, and is ready again by itself", async () => {
    const { proxy, url } = await postgresOverProxy(app.database.url);
    onTestFinished(() => proxy.close());
    const cut = await testApp({ database: { ...app.database, url } });
    onTestFinished(() => cut.close());
    expect((await cut.http.inject("/readyz")).statusCode).toBe(200);
    proxy.refuse();
    const answer = await cut.http.inject("/readyz");
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({
      ready: false,
      checks: [
        { name: "database", ok: false, detail: "It does not answer." },
        { name: "migrations", ok: false },
        { name: "queue", ok: false },
        { name: "vectors", ok: true },
        { name: "mail", ok: true },
      ],
    });
    expect((await cut.http.inject("/healthz")).statusCode).toBe(200);
    const broken = await cut.http.inject("/api/status");
    expect(broken.json()).toMatchObject({ status: 500, code: "internal" });
    expect(broken.body).not.toMatch(/ECONN|127\.0\.0\.1|terminated/);
    proxy.restore();
    await expect.poll(async () => (await cut.http.inject("/readyz")).statusCode).toBe(200);
  });
});
