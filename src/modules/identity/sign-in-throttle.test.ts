import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ctx } from "../../kernel/ctx.ts";
import { AppError } from "../../kernel/errors.ts";
import { signIn } from "./sign-in.ts";
import { type IdentityApp, identityApp } from "./testing/identity-app.ts";
import type { TestBrowser } from "./testing/test-browser.ts";

const PASSWORD = "lantern otter gravel";
const WRONG = "not this one at all";
let app: IdentityApp;
beforeAll(async () => {
  app = await identityApp();
});
afterAll(() => app.close());

/** Each guess from an address of its own, as a botnet would. */
async function guess(email: string, times: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let round = 0; round < times; round += 1)
    statuses.push((await app.browser().signIn(email, WRONG)).status);
  return statuses;
}

async function secondsToWait(email: string, browser: TestBrowser = app.browser()): Promise<number> {
  const { status, headers } = await browser.signIn(email, WRONG);
  return status === 429 ? Number(headers["retry-after"]) : 0;
}

describe("guessing at one account", () => {
  it("has five free attempts, then waits that double up to five minutes", async () => {
    await app.person("slow@example.com", PASSWORD);
    expect(await guess("slow@example.com", 7)).toEqual([401, 401, 401, 401, 401, 401, 429]);
    const waits: number[] = [];
    for (let round = 0; round < 11; round += 1) {
      waits.push(await secondsToWait("slow@example.com"));
      app.clock.advance((waits.at(-1) ?? 0) * 1000);
      expect((await app.browser().signIn("slow@example.com", WRONG)).status).toBe(401);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
  });

  it("locks nobody out: the right password works after the wait, and clears the count", async () => {
    await app.person("patient@example.com", PASSWORD);
    await guess("patient@example.com", 7);
    expect((await app.browser().signIn("patient@example.com", PASSWORD)).status).toBe(429);
    app.clock.advance(2_000);
    expect((await app.browser().signIn("patient@example.com", PASSWORD)).status).toBe(200);
    expect(await guess("patient@example.com", 5)).toEqual([401, 401, 401, 401, 401]);
  });

  it("tells nothing about the address: one without an account waits just the same", async () => {
    await app.person("real@example.com", PASSWORD);
    expect(await guess("real@example.com", 8)).toEqual(await guess("unreal@example.com", 8));
    const [real, unreal] = [
      await app.browser().signIn("real@example.com", WRONG),
      await app.browser().signIn("unreal@example.com", WRONG),
    ];
    expect([real.body.detail, real.body.code]).toEqual([unreal.body.detail, unreal.body.code]);
  });

  it("counts a hundred at the same moment as a hundred", async () => {
    await app.person("burst@example.com", PASSWORD);
    const browsers = Array.from({ length: 40 }, () => app.browser());
    const answers = await Promise.all(browsers.map((browser) => browser.signIn("burst@example.com", WRONG)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(6);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(34);
  });

  it("does not make the owner wait in a browser where they signed in before", async () => {
    await app.person("owner@example.com", PASSWORD);
    const home = app.browser();
    await home.signIn("owner@example.com", PASSWORD);
    await guess("owner@example.com", 12);
    expect((await app.browser().signIn("owner@example.com", PASSWORD)).status).toBe(429);
    expect((await home.signIn("owner@example.com", PASSWORD)).status).toBe(200);
  });

  it("slows down in a known browser, too, without a say for others", async () => {
    await app.person("laptop@example.com", PASSWORD);
    const stolen = app.browser();
    await stolen.signIn("laptop@example.com", PASSWORD);
    for (let round = 0; round < 6; round += 1) await stolen.signIn("laptop@example.com", WRONG);
    expect((await stolen.signIn("laptop@example.com", WRONG)).status).toBe(429);
    expect((await app.browser().signIn("laptop@example.com", PASSWORD)).status).toBe(200);
  });

  it("takes no browser for known because it is known to another account", async () => {
    await app.person("thief@example.com", PASSWORD);
    await app.person("victim@example.com", PASSWORD);
    const thief = app.browser();
    await thief.signIn("thief@example.com", PASSWORD);
    await guess("victim@example.com", 8);
    expect((await thief.signIn("victim@example.com", WRONG)).status).toBe(429);
  });

  it("ends with a reset: a mailed link lets the owner in at once", async () => {
    await app.person("reset@example.com", PASSWORD);
    await guess("reset@example.com", 12);
    await app.browser().post("/api/auth/request-password-reset", { email: "reset@example.com" });
    const link = await app.linkFor("reset@example.com");
    const fresh = "walnut bicycle thunder";
    const owner = app.browser();
    expect(
      (await owner.post("/api/auth/reset-password", { token: link?.token, password: fresh })).status,
    ).toBe(200);
    expect((await app.browser().signIn("reset@example.com", fresh)).status).toBe(200);
  });
});

describe("guessing at many accounts from one address", () => {
  const nowhere = { sessionToken: undefined, browserToken: undefined, userAgent: "" };

  /** Past the route's own limit, from different addresses of one IPv6 network. */
  async function outcome(email: string, password: string, host: number): Promise<string> {
    const ctx: Ctx = { ...app.operator, actor: { kind: "anonymous" }, ip: `2001:db8:7:7::${host}` };
    const told = signIn(ctx, { email, password }, nowhere);
    return told.then(
      () => "signed in",
      (error: unknown) => (error instanceof AppError ? error.code : String(error)),
    );
  }

  it("has twenty free attempts, and signing in to an account of one's own does not clear them", async () => {
    await app.person("insider@example.com", PASSWORD);
    const told: string[] = [];
    for (let round = 0; round < 21; round += 1) {
      if (round % 5 === 4) expect(await outcome("insider@example.com", PASSWORD, round)).toBe("signed in");
      told.push(await outcome(`target-${round}@example.com`, WRONG, round));
    }
    expect(new Set(told)).toEqual(new Set(["invalid_credentials"]));
    expect(await outcome("target-22@example.com", WRONG, 22)).toBe("too_many_requests");
    app.clock.advance(1_000);
    expect(await outcome("insider@example.com", PASSWORD, 23)).toBe("signed in");
  });
});

describe("the routes of sign-in", () => {
  it("answer 429 to a burst from one address", async () => {
    const browser = app.browser();
    const answers = await Promise.all(
      Array.from({ length: 25 }, () =>
        browser.post("/api/auth/request-password-reset", { email: "x@example.com" }),
      ),
    );
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(20);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
  });
});
