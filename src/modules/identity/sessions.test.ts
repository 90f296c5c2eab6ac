import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemCtx } from "../../kernel/ctx.ts";
import type { Session } from "./contract.ts";
import { listSessions } from "./list-sessions.ts";
import { revokeOtherSessions, revokeSession } from "./revoke-session.ts";
import { type IdentityApp, identityApp } from "./testing/identity-app.ts";
import type { TestBrowser } from "./testing/test-browser.ts";

const PASSWORD = "lantern otter gravel";
const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1";
let app: IdentityApp;
beforeAll(async () => {
  app = await identityApp();
});
afterAll(() => app.close());

async function signedIn(email: string, userAgent?: string): Promise<TestBrowser> {
  await app.person(email, PASSWORD).catch(() => undefined);
  const browser = app.browser();
  if (userAgent !== undefined) browser.userAgent = userAgent;
  await browser.signIn(email, PASSWORD);
  return browser;
}

async function sessionsOf(browser: TestBrowser): Promise<Session[]> {
  const { items } = (await browser.get("/api/me/sessions")).body as { items: Session[] }; // The route's schema wrote it.
  return items;
}

describe("the list of sessions", () => {
  it("shows two sign-ins as two sessions in words for people, last used first", async () => {
    const laptop = await signedIn("mira@example.com");
    app.clock.advance(120_000);
    const phone = await signedIn("mira@example.com", PHONE);
    const seen = await sessionsOf(phone);
    expect(seen).toMatchObject([
      { device: "Safari on iPhone", current: true, ip: phone.ip, remembered: false },
      { device: "Firefox on Linux", current: false, ip: laptop.ip },
    ]);
    expect(Object.keys(seen[0] ?? {}).sort()).toEqual(
      ["createdAt", "current", "device", "expiresAt", "id", "ip", "lastSeenAt", "remembered"].sort(),
    );
  });

  it("tells the last use to the minute, without a write in between", async () => {
    const browser = await signedIn("minute@example.com");
    const opened = app.clock.now().toISOString();
    app.clock.advance(59_000);
    await browser.get("/api/me");
    expect((await sessionsOf(browser))[0]?.lastSeenAt).toBe(opened);
    app.clock.advance(1_000);
    await browser.get("/api/me");
    expect((await sessionsOf(browser))[0]?.lastSeenAt).toBe(app.clock.now().toISOString());
  });

  it("holds no session that has ended", async () => {
    await signedIn("ended@example.com");
    app.clock.advance(12 * 3_600_000);
    expect(await sessionsOf(await signedIn("ended@example.com"))).toHaveLength(1);
  });
});

describe("ending sessions", () => {
  it("ends the one named at once, and twice is not found", async () => {
    const [here, there] = [await signedIn("one@example.com"), await signedIn("one@example.com", PHONE)];
    const other = (await sessionsOf(here)).find(({ current }) => !current);
    expect((await here.send("DELETE", `/api/me/sessions/${other?.id}`)).status).toBe(204);
    expect((await there.get("/api/me")).status).toBe(401);
    expect((await here.send("DELETE", `/api/me/sessions/${other?.id}`)).body.code).toBe("not_found");
    expect(await app.audit("session.revoked")).toHaveLength(1);
  });

  it("clears the cookie when it is the own one", async () => {
    const browser = await signedIn("self@example.com");
    const [own] = await sessionsOf(browser);
    await browser.send("DELETE", `/api/me/sessions/${own?.id}`);
    expect(browser.cookies.has("parley")).toBe(false);
  });

  it("ends all others and leaves this one", async () => {
    const here = await signedIn("all@example.com");
    const others = [await signedIn("all@example.com"), await signedIn("all@example.com", PHONE)];
    expect((await here.send("DELETE", "/api/me/sessions")).status).toBe(204);
    expect(await Promise.all(others.map(async (browser) => (await browser.get("/api/me")).status))).toEqual([
      401, 401,
    ]);
    expect((await here.get("/api/me")).status).toBe(200);
  });

  it("finds nobody else's", async () => {
    const [stranger, owner] = [await signedIn("stranger@example.com"), await signedIn("owner@example.com")];
    const [session] = await sessionsOf(owner);
    expect((await stranger.send("DELETE", `/api/me/sessions/${session?.id}`)).body.code).toBe("not_found");
    expect((await stranger.send("DELETE", "/api/me/sessions")).status).toBe(204);
    expect((await owner.get("/api/me")).status).toBe(200);
  });

  it("refuses what is no id", async () => {
    const browser = await signedIn("ids@example.com");
    for (const id of ["1", "%00", "..", "' or true"]) {
      expect(
        (await browser.send("DELETE", `/api/me/sessions/${encodeURIComponent(id)}`)).status,
      ).toBeLessThan(500);
    }
  });

  it("is for people: jobs, keys and the operator have no sessions", async () => {
    const job = systemCtx(app.kernel, { kind: "job", name: "x" });
    const key = { ...job, actor: { kind: "api-key", keyId: app.kernel.newId(), name: "CI" } as const };
    for (const ctx of [job, key, app.operator]) {
      await expect(listSessions(ctx)).rejects.toMatchObject({ code: "unauthenticated" });
      await expect(revokeOtherSessions(ctx)).rejects.toMatchObject({ code: "unauthenticated" });
      const sessionId = app.kernel.newId();
      await expect(revokeSession(ctx, { sessionId })).rejects.toMatchObject({ code: "unauthenticated" });
    }
  });
});
