import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { redisKind, startTestRedis, type TestRedis } from "../../testing/redis-server.ts";
import { type UnreliableProxy, unreliableProxy } from "../../testing/unreliable-proxy.ts";
import { createLog } from "../log.ts";
import { openRedis } from "../redis/open-redis.ts";
import { openRateLimiter } from "./open-rate-limiter.ts";
import type { RateLimiter, RateRule } from "./rate-limiter.ts";

const HOURLY = { limit: 5, windowMs: 3_600_000 };
const log = createLog({ level: "silent", production: true });

describe(`rate limits in ${redisKind}`, () => {
  let server: TestRedis;
  let proxy: UnreliableProxy;
  let key = "";
  let keys = 0;

  beforeAll(async () => {
    server = await startTestRedis();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    proxy = await unreliableProxy({ path: server.socketPath });
    onTestFinished(() => proxy.close());
    key = `key ${++keys}`;
  });

  const url = () => `redis://127.0.0.1:${proxy.port}`;

  async function limiter(): Promise<RateLimiter> {
    const opened = await openRateLimiter({ redisUrl: url(), log });
    onTestFinished(() => opened.close());
    return opened;
  }

  async function admitted(limiters: readonly RateLimiter[], calls: number, rule: RateRule): Promise<number> {
    const verdicts = await Promise.all(
      Array.from({ length: calls }, async (_, call) => limiters[call % limiters.length]?.consume(key, rule)),
    );
    return verdicts.filter((verdict) => verdict?.allowed).length;
  }

  test("two processes share one counter, also when they ask at the same moment", async () => {
    const both = [await limiter(), await limiter()];
    expect(await admitted(both, 40, HOURLY)).toBe(5);
    for (const one of both) {
      expect(await one.consume(key, HOURLY)).toMatchObject({ allowed: false, remaining: 0, degraded: false });
    }
  });

  test("answers what the memory would answer", async () => {
    const shared = await limiter();
    expect(await shared.consume(key, HOURLY)).toMatchObject({ allowed: true, remaining: 4, retryAfterMs: 0 });
    expect(await shared.consume(key, HOURLY, 4)).toMatchObject({ allowed: true, remaining: 0 });
    const refused = await shared.consume(key, HOURLY);
    expect(refused.allowed).toBe(false);
    expect(refused.retryAfterMs).toBeGreaterThan(700_000);
    expect(refused.retryAfterMs).toBeLessThanOrEqual(720_000);
    expect(refused.resetMs).toBeGreaterThan(3_580_000);
    expect(await shared.consume(`${key} dear`, HOURLY, 6)).toMatchObject({
      allowed: false,
      retryAfterMs: 3_600_000,
    });
    expect(() => shared.consume(key, { limit: 0, windowMs: 1 })).toThrow(RangeError);
  });

  test("lets a caller in again when the limit is refilled", async () => {
    const shared = await limiter();
    const rule = { limit: 2, windowMs: 200 };
    expect(await admitted([shared], 10, rule)).toBeLessThan(10);
    await expect.poll(async () => (await shared.consume(key, rule)).allowed).toBe(true);
  });

  test("survives a server that forgot the script", async () => {
    const shared = await limiter();
    await shared.consume(key, HOURLY);
    const admin = await openRedis({ url: url(), log, name: "admin" });
    await admin.call("SCRIPT", "FLUSH");
    admin.disconnect();
    expect(await shared.consume(key, HOURLY)).toMatchObject({ remaining: 3, degraded: false });
  });

  describe.each([
    ["refuses connections", () => proxy.refuse()],
    ["is silent", () => proxy.silence()],
  ])("while Redis %s", (_, fail) => {
    test("a rule that allows locally still counts in this process", async () => {
      const shared = await limiter();
      fail();
      expect(await shared.consume(key, { ...HOURLY, whenDown: "allow-locally" })).toMatchObject({
        allowed: true,
        degraded: true,
      });
      expect(await admitted([shared], 20, HOURLY)).toBe(4);
    });

    test("a rule that refuses lets nobody pass and says when to try again", async () => {
      const shared = await limiter();
      fail();
      const verdict = await shared.consume(key, { ...HOURLY, whenDown: "refuse" });
      expect(verdict).toEqual({
        allowed: false,
        remaining: 0,
        resetMs: 1_000,
        retryAfterMs: 1_000,
        degraded: true,
      });
    });

    test("only the first call waits; the next are answered at once", async () => {
      const shared = await limiter();
      fail();
      await shared.consume(key, HOURLY);
      expect(shared.consume(key, HOURLY)).not.toBeInstanceOf(Promise);
    });

    test("the shared counter is used again afterwards", async () => {
      const shared = await limiter();
      fail();
      expect(await shared.consume(key, HOURLY)).toMatchObject({ degraded: true });
      proxy.restore();
      const degraded = async () => (await shared.consume(`${key} again`, HOURLY)).degraded;
      await expect.poll(degraded, { timeout: 20_000, interval: 100 }).toBe(false);
    }, 25_000);
  });

  test("an installation starts while its Redis is away", async () => {
    proxy.refuse();
    expect(await (await limiter()).consume(key, HOURLY)).toMatchObject({ allowed: true, degraded: true });
  });
});
