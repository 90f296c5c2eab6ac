import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createUser } from "./create-user.ts";
import { type IdentityApp, identityApp } from "./testing/identity-app.ts";
import type { TestBrowser } from "./testing/test-browser.ts";

const OLD = "lantern otter gravel";
const NEW = "walnut bicycle thunder";
const HOUR_MS = 3_600_000;
let app: IdentityApp;
beforeAll(async () => {
  app = await identityApp();
});
afterAll(() => app.close());

async function resetLink(email: string) {
  const answer = await app.browser().post("/api/auth/request-password-reset", { email });
  expect([answer.status, answer.body, answer.cookies]).toEqual([202, {}, []]);
  return app.linkFor(email);
}

const reset = (token: string | undefined, password: string, browser: TestBrowser = app.browser()) =>
  browser.post("/api/auth/reset-password", { token, password });

describe("a forgotten password", () => {
  it("is replaced by the mailed link: the new one works, the old one and all sessions do not", async () => {
    const user = await app.person("mira@example.com", OLD);
    const before = app.browser();
    await before.signIn("mira@example.com", OLD);
    const link = await resetLink("mira@example.com");
    const browser = app.browser();
    expect((await reset(link?.token, NEW, browser)).body).toMatchObject({ user: { id: user.id } });
    expect((await browser.get("/api/me")).status).toBe(200);
    expect((await before.get("/api/me")).status).toBe(401);
    expect((await app.browser().signIn("mira@example.com", OLD)).status).toBe(401);
    expect((await app.browser().signIn("mira@example.com", NEW)).status).toBe(200);
    expect((await app.mailsTo("mira@example.com"))[0]?.subject).toBe("Your password was changed");
    expect(await app.audit("password.reset")).toHaveLength(1);
  });

  it("answers the same for an address without an account, and mails nothing there", async () => {
    expect(await resetLink("nobody@example.com")).toBeUndefined();
  });

  it("leads an unfinished sign-up back to its link", async () => {
    await app.browser().post("/api/auth/sign-up", { name: "Jo", email: "half@example.com", password: OLD });
    expect(await resetLink("half@example.com")).toMatchObject({ page: "/verify-email" });
  });

  it("is changed once by one link, also by two at the same moment", async () => {
    await app.person("race@example.com", OLD);
    const link = await resetLink("race@example.com");
    const answers = await Promise.all([reset(link?.token, NEW), reset(link?.token, `${NEW} two`)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    expect((await reset(link?.token, NEW)).body.code).toBe("link_invalid");
    const working = await Promise.all(
      [OLD, NEW, `${NEW} two`].map(
        async (password) => (await app.browser().signIn("race@example.com", password)).status,
      ),
    );
    expect(working.filter((status) => status === 200)).toHaveLength(1);
  });

  it("is not changed after an hour, nor by a link that a newer one replaced", async () => {
    await app.person("late@example.com", OLD);
    const first = await resetLink("late@example.com");
    const second = await resetLink("late@example.com");
    expect((await reset(first?.token, NEW)).body.code).toBe("link_invalid");
    app.clock.advance(HOUR_MS);
    expect((await reset(second?.token, NEW)).body.code).toBe("link_invalid");
    expect((await app.browser().signIn("late@example.com", OLD)).status).toBe(200);
  });

  it("may not be replaced by a weak one, which leaves the link as it is", async () => {
    await app.person("weak@example.com", OLD, "Jo Parkinson");
    const link = await resetLink("weak@example.com");
    for (const weak of ["parkinson forever", "qwertyuiop1", "1111111111"]) {
      expect((await reset(link?.token, weak)).body).toMatchObject({
        code: "weak_password",
        fields: [{ path: "password" }],
      });
    }
    expect((await reset(link?.token, NEW)).status).toBe(200);
  });

  it("confirms the address of somebody who had not followed the first link", async () => {
    await createUser(app.operator, { email: "new@example.com", name: "Jo Park", password: OLD });
    expect(await app.linkFor("new@example.com")).toMatchObject({ page: "/verify-email" });
    const link = await resetLink("new@example.com");
    expect((await reset(link?.token, NEW)).body).toMatchObject({ user: { emailVerified: true } });
    expect((await app.browser().signIn("new@example.com", NEW)).status).toBe(200);
  });

  it("opens nothing for a sign-in with the old password that began before the change and ends after it", async () => {
    await app.person("slow@example.com", OLD);
    const link = await resetLink("slow@example.com");
    const late = Array.from({ length: 4 }, () => app.browser());
    const [changed] = await Promise.all([
      reset(link?.token, NEW),
      ...late.map((browser) => browser.signIn("slow@example.com", OLD)),
    ]);
    expect(changed.status).toBe(200);
    const open = await Promise.all(late.map(async (browser) => (await browser.get("/api/me")).status));
    expect(open).toEqual([401, 401, 401, 401]);
  });
});
