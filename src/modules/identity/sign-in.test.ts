import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "../../kernel/db/database.ts";
import { createUser } from "./create-user.ts";
import { LIFETIMES, openSession } from "./internal/sessions.ts";
import { type IdentityApp, identityApp } from "./testing/identity-app.ts";

const PASSWORD = "lantern otter gravel";
const EMAIL = "mira@example.com";
const MINUTE_MS = 60_000;
let app: IdentityApp;
beforeAll(async () => {
  app = await identityApp();
  await app.person(EMAIL, PASSWORD);
});
afterAll(() => app.close());

const sessionCookie = (lines: readonly string[]) => lines.find((line) => line.startsWith("parley=")) ?? "";

describe("signing in", () => {
  it("opens a session for the right password, and records it", async () => {
    const browser = app.browser();
    const answer = await browser.signIn(" MIRA@example.com ", PASSWORD);
    expect(answer.body).toMatchObject({ user: { email: EMAIL, name: "Mira Okafor", emailVerified: true } });
    expect((await browser.get("/api/me")).body).toEqual(answer.body);
    const recorded = (await app.audit("session.opened")).at(-1);
    expect(recorded).toMatchObject({ actor_kind: "user", ip: browser.ip, details: { remembered: false } });
  });

  it("answers a wrong password and an unknown address alike", async () => {
    const wrong = await app.browser().signIn(EMAIL, "not this one at all");
    const unknown = await app.browser().signIn("nobody@example.com", "not this one at all");
    const told = ({ body: { requestId: _, ...body }, status, cookies }: typeof wrong) => ({
      body,
      status,
      cookies,
    });
    expect(told(wrong)).toEqual(told(unknown));
    expect(wrong.body).toMatchObject({ status: 401, code: "invalid_credentials" });
  });

  it("treats a letter composed in two ways as the same letter", async () => {
    await app.person("composed@example.com", "caf\u00e9 lantern gravel");
    expect((await app.browser().signIn("composed@example.com", "cafe\u0301 lantern gravel")).status).toBe(
      200,
    );
  });

  it("sets a cookie that scripts and other sites do not get, and that ends with the browser", async () => {
    const cookie = sessionCookie((await app.browser().signIn(EMAIL, PASSWORD)).cookies);
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it("keeps a remembered session beyond the browser's end, for thirty days from its last use", async () => {
    const browser = app.browser();
    const cookie = sessionCookie((await browser.signIn(EMAIL, PASSWORD, true)).cookies);
    const ends = new Date(app.clock.now().getTime() + LIFETIMES.remembered.idleMs).toUTCString();
    expect(cookie).toContain(`Expires=${ends}`);

    app.clock.advance(LIFETIMES.remembered.idleMs - MINUTE_MS);
    const moved = sessionCookie((await browser.get("/api/me")).cookies);
    expect(moved).toContain(
      `Expires=${new Date(app.clock.now().getTime() + LIFETIMES.remembered.idleMs).toUTCString()}`,
    );
    app.clock.advance(LIFETIMES.remembered.idleMs);
    expect((await browser.get("/api/me")).body.code).toBe("unauthenticated");
  });

  it("ends a session of the browser after twelve idle hours, and after a week of use", async () => {
    const [idle, busy] = [app.browser(), app.browser()];
    await idle.signIn(EMAIL, PASSWORD);
    await busy.signIn(EMAIL, PASSWORD);
    const step = LIFETIMES.browser.idleMs - 1;
    app.clock.advance(step);
    expect([(await idle.get("/api/me")).status, (await busy.get("/api/me")).status]).toEqual([200, 200]);
    app.clock.advance(step);
    await busy.get("/api/me");
    app.clock.advance(2);
    expect([(await idle.get("/api/me")).status, (await busy.get("/api/me")).status]).toEqual([401, 200]);
    for (let rest = LIFETIMES.browser.longestMs; rest > 0; rest -= step) {
      app.clock.advance(step);
      await busy.get("/api/me");
    }
    expect((await busy.get("/api/me")).status).toBe(401);
  });

  it("takes no token that the browser brought along, and ends the session it held", async () => {
    const planted = "A".repeat(43);
    const browser = app.browser();
    browser.cookies.set("parley", planted);
    await browser.signIn(EMAIL, PASSWORD);
    const first = browser.cookies.get("parley") ?? "";
    expect(first).not.toBe(planted);

    await browser.signIn(EMAIL, PASSWORD);
    expect(browser.cookies.get("parley")).not.toBe(first);
    const thief = app.browser();
    thief.cookies.set("parley", first);
    expect((await thief.get("/api/me")).status).toBe(401);
  });

  it("opens nothing with what is no session token", async () => {
    for (const token of ["", "x", "A".repeat(43), "é".repeat(43), "A".repeat(5_000), "' or 1=1 --"]) {
      const browser = app.browser();
      browser.cookies.set("parley", encodeURIComponent(token));
      expect((await browser.get("/api/me")).status).toBe(401);
    }
  });

  it("asks an unverified person to follow the link, which it mails again", async () => {
    const input = { email: "made@example.com", name: "Jo Park", password: PASSWORD };
    await createUser(app.operator, input);
    const first = await app.linkFor(input.email);
    expect((await app.browser().signIn(input.email, PASSWORD)).body.code).toBe("email_not_verified");
    const again = await app.linkFor(input.email);
    expect(again?.token).not.toBe(first?.token);
    const browser = app.browser();
    expect((await browser.post("/api/auth/verify-email", { token: again?.token })).status).toBe(200);
    expect((await app.browser().signIn(input.email, PASSWORD)).status).toBe(200);
  });

  it("keeps at most fifty sessions of one person", async () => {
    const user = await app.person("many@example.com", PASSWORD);
    const browser = { sessionToken: undefined, browserToken: undefined, userAgent: "" };
    for (let round = 0; round < 53; round += 1) {
      await inTransaction(app.operator, (tx, ctx) =>
        openSession(ctx, tx, { userId: user.id, remember: false, browser }),
      );
    }
    const { rows } = await app.adminPool.query(
      "select count(*)::int as n from identity.session where user_id = $1",
      [user.id],
    );
    expect(rows).toEqual([{ n: 50 }]);
  });
});

describe("signing out", () => {
  it("ends the session and clears its cookie", async () => {
    const browser = app.browser();
    await browser.signIn(EMAIL, PASSWORD);
    const token = browser.cookies.get("parley") ?? "";
    expect((await browser.post("/api/auth/sign-out")).status).toBe(204);
    expect(browser.cookies.has("parley")).toBe(false);
    browser.cookies.set("parley", token);
    expect((await browser.get("/api/me")).status).toBe(401);
  });

  it("needs the token of the session, so that another site cannot do it", async () => {
    const browser = app.browser();
    await browser.signIn(EMAIL, PASSWORD);
    const other = app.browser();
    await other.signIn(EMAIL, PASSWORD);
    browser.csrf = other.csrf;
    expect((await browser.post("/api/auth/sign-out")).body.code).toBe("csrf_failed");
    expect((await browser.get("/api/me")).status).toBe(200);
  });
});
