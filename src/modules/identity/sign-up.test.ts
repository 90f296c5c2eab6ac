import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type IdentityApp, identityApp } from "./testing/identity-app.ts";

const PASSWORD = "lantern otter gravel";
const OTHER = "walnut bicycle thunder";
let app: IdentityApp;
beforeAll(async () => {
  app = await identityApp();
});
afterAll(() => app.close());

function signUpAs(email: string, password = PASSWORD, browser = app.browser()) {
  return browser.post("/api/auth/sign-up", { name: "Mira Okafor", email, password });
}

describe("signing up", () => {
  it("makes an account that can sign in once the mailed link is followed, and not before", async () => {
    const browser = app.browser();
    const answer = await signUpAs("  Mira@Example.com ", PASSWORD, browser);
    expect([answer.status, answer.body]).toEqual([202, {}]);
    expect((await browser.signIn("mira@example.com", PASSWORD)).body.code).toBe("email_not_verified");

    const link = await app.linkFor("mira@example.com");
    expect(link).toMatchObject({ subject: "Confirm your e-mail address", page: "/verify-email" });
    const followed = await browser.post("/api/auth/verify-email", { token: link?.token });
    expect(followed.body).toMatchObject({ user: { email: "mira@example.com", emailVerified: true } });
    expect((await browser.get("/api/me")).status).toBe(200);
    expect((await app.browser().signIn("mira@example.com", PASSWORD)).status).toBe(200);

    expect(await app.audit("user.verified")).toHaveLength(1);
  });

  it("answers the same, with the same cookies, whether or not the address has an account", async () => {
    await app.person("known@example.com", OTHER, "Jo Park");
    const [known, unknown] = [await signUpAs("known@example.com"), await signUpAs("fresh@example.com")];
    const shape = ({ status, body, cookies }: typeof known) => ({
      status,
      body,
      cookies: cookies.map((line) => line.replace(/=[\w-]{43};/, "=…;")),
    });
    expect(shape(known)).toEqual(shape(unknown));
    expect(await app.linkFor("fresh@example.com")).toMatchObject({ page: "/verify-email" });
    expect(await app.linkFor("known@example.com")).toMatchObject({
      subject: "You already have an account",
      page: "/reset-password",
      text: expect.stringContaining("Hello Jo Park,"),
    });
  });

  it("tells its own password apart from a wrong one just the same where the address has an account", async () => {
    await app.person("taken@example.com", OTHER, "Jo Park");
    const stranger = app.browser();
    for (const email of ["taken@example.com", "nobody-yet@example.com"]) {
      await signUpAs(email, PASSWORD, stranger);
      expect((await stranger.signIn(email, PASSWORD)).body.code).toBe("email_not_verified");
      expect((await stranger.signIn(email, "something quite wrong")).body.code).toBe("invalid_credentials");
    }
    expect((await app.browser().signIn("taken@example.com", OTHER)).status).toBe(200);
  });

  it("lets nobody in by a password that was signed up for somebody else's account", async () => {
    const user = await app.person("owner@example.com", OTHER, "Jo Park");
    const stranger = app.browser();
    await signUpAs("owner@example.com", PASSWORD, stranger);
    const link = await app.linkFor("owner@example.com");
    expect((await stranger.post("/api/auth/verify-email", { token: link?.token })).body.code).toBe(
      "link_invalid",
    );
    expect((await stranger.signIn("owner@example.com", PASSWORD)).status).toBe(403);
    expect(user.emailVerified).toBe(true);
  });

  it("makes one account of two sign-ups at the same moment, and keeps their common password", async () => {
    const answers = await Promise.all([signUpAs("twice@example.com"), signUpAs("twice@example.com")]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    const link = await app.linkFor("twice@example.com");
    const followed = await app.browser().post("/api/auth/verify-email", { token: link?.token });
    expect(followed.status).toBe(200);
    expect((await app.browser().signIn("twice@example.com", PASSWORD)).status).toBe(200);
    const { rows } = await app.adminPool.query(
      `select from identity."user" where email = 'twice@example.com'`,
    );
    expect(rows).toHaveLength(1);
  });

  it("refuses a password that is easy to guess, and says what to do", async () => {
    const weak = await signUpAs("weak@example.com", "Password2026!");
    expect(weak.body).toMatchObject({ status: 400, code: "weak_password", fields: [{ path: "password" }] });
    const short = await signUpAs("weak@example.com", "short");
    expect(short.body).toMatchObject({
      status: 400,
      code: "validation_failed",
      fields: [{ path: "password" }],
    });
    expect(await app.linkFor("weak@example.com")).toBeUndefined();
  });

  it("refuses fields it does not know and values of wrong types", async () => {
    const body = { name: "Mira", email: "a@example.com", password: PASSWORD };
    for (const wrong of [
      { ...body, role: "admin" },
      { ...body, email: ["a@example.com"] },
      { ...body, name: "\u0000" },
    ]) {
      expect((await app.browser().post("/api/auth/sign-up", wrong)).status).toBe(400);
    }
  });

  it("stores neither password nor token as it is", async () => {
    await signUpAs("stored@example.com");
    const link = await app.linkFor("stored@example.com");
    const { rows } = await app.adminPool.query<{ found: string }>(
      `select s::text || coalesce(l::text, '') as found from identity.sign_up s
       left join identity.email_link l using (email) where email = 'stored@example.com'`,
    );
    expect(rows[0]?.found).toContain("$argon2id$v=19$m=19456,t=2,p=1$");
    expect(rows[0]?.found).not.toContain(PASSWORD);
    expect(rows[0]?.found).not.toContain(link?.token);
  });
});

describe("signing up where it is closed", () => {
  it("is refused with what to do instead, and mails nothing", async () => {
    const closed = await identityApp({ SIGN_UP: "closed" });
    try {
      const answer = await closed
        .browser()
        .post("/api/auth/sign-up", { name: "Mira", email: "mira@example.com", password: PASSWORD });
      expect(answer.body).toMatchObject({ status: 403, code: "forbidden" });
      expect(await closed.linkFor("mira@example.com")).toBeUndefined();
    } finally {
      await closed.close();
    }
  });
});
