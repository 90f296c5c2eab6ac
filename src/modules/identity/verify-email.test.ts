import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type IdentityApp, identityApp } from "./testing/identity-app.ts";
import type { TestBrowser } from "./testing/test-browser.ts";

const OWN = "lantern otter gravel";
const FOREIGN = "walnut bicycle thunder";
const DAY_MS = 86_400_000;
let app: IdentityApp;
beforeAll(async () => {
  app = await identityApp();
});
afterAll(() => app.close());

async function signUpAs(email: string, password: string, browser: TestBrowser = app.browser()) {
  await browser.post("/api/auth/sign-up", { name: "Mira Okafor", email, password });
  return app.linkFor(email);
}

const follow = (token: string | undefined, browser: TestBrowser = app.browser()) =>
  browser.post("/api/auth/verify-email", { token });
const works = async (email: string, password: string) =>
  (await app.browser().signIn(email, password)).status === 200;

describe("following the link of a sign-up", () => {
  it("works once: of two at the same moment one gets in, and a replay does not", async () => {
    const link = await signUpAs("race@example.com", OWN);
    const answers = await Promise.all([follow(link?.token), follow(link?.token), follow(link?.token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    expect((await follow(link?.token)).body).toMatchObject({ status: 400, code: "link_invalid" });
  });

  it("works for 24 hours", async () => {
    const link = await signUpAs("late@example.com", OWN);
    app.clock.advance(DAY_MS);
    expect((await follow(link?.token)).body.code).toBe("link_invalid");
  });

  it("works for the newest link only, and a resent one of an old sign-up still leads to it", async () => {
    const first = await signUpAs("again@example.com", OWN);
    app.clock.advance(DAY_MS - 1);
    const answer = await app.browser().post("/api/auth/resend-verification", { email: "again@example.com" });
    expect([answer.status, answer.body]).toEqual([202, {}]);
    const second = await app.linkFor("again@example.com");
    expect((await follow(first?.token)).status).toBe(400);
    app.clock.advance(DAY_MS - 1);
    expect((await follow(second?.token)).status).toBe(200);
  });

  it("is refused for an altered token, one of another kind and what is no token", async () => {
    await app.person("kind@example.com", OWN);
    await app.browser().post("/api/auth/request-password-reset", { email: "kind@example.com" });
    const reset = await app.linkFor("kind@example.com");
    expect(reset?.page).toBe("/reset-password");
    for (const token of [reset?.token, `${reset?.token.slice(0, -1)}!`, "x".repeat(43)]) {
      expect((await follow(token)).body.code).toBe("link_invalid");
    }
    for (const token of ["", "short", "x".repeat(201), 7, null, undefined]) {
      expect((await app.browser().post("/api/auth/verify-email", { token })).status).toBe(400);
    }
  });
});

describe("a stranger who signs up with somebody's address", () => {
  it("before its owner does, gets nowhere: the owner's browser decides", async () => {
    await signUpAs("first@example.com", FOREIGN);
    const owner = app.browser();
    const link = await signUpAs("first@example.com", OWN, owner);
    expect((await follow(link?.token, owner)).status).toBe(200);
    expect([await works("first@example.com", OWN), await works("first@example.com", FOREIGN)]).toEqual([
      true,
      false,
    ]);
  });

  it("after its owner did, gets nowhere even though the owner follows the link that the stranger caused", async () => {
    const owner = app.browser();
    await signUpAs("second@example.com", OWN, owner);
    const link = await signUpAs("second@example.com", FOREIGN);
    expect((await follow(link?.token, owner)).status).toBe(200);
    expect([await works("second@example.com", OWN), await works("second@example.com", FOREIGN)]).toEqual([
      true,
      false,
    ]);
  });

  it("gets nowhere when the owner follows the link on another device: a password is chosen by mail", async () => {
    await signUpAs("third@example.com", OWN);
    const link = await signUpAs("third@example.com", FOREIGN);
    const phone = app.browser();
    expect((await follow(link?.token, phone)).body).toMatchObject({ user: { name: "third" } });
    expect([await works("third@example.com", OWN), await works("third@example.com", FOREIGN)]).toEqual([
      false,
      false,
    ]);
    const change = await phone.post("/api/me/password", {
      currentPassword: FOREIGN,
      newPassword: "another fine phrase",
    });
    expect(change.body).toMatchObject({ code: "validation_failed", fields: [{ path: "currentPassword" }] });

    const choose = await app.linkFor("third@example.com");
    expect(choose?.page).toBe("/reset-password");
    const chosen = await phone.post("/api/auth/reset-password", { token: choose?.token, password: OWN });
    expect(chosen.status).toBe(200);
    expect(await works("third@example.com", OWN)).toBe(true);
  });

  it("cannot push the owner's sign-up out of the owner's mailbox by asking again and again", async () => {
    const stranger = app.browser();
    let last = await signUpAs("flood@example.com", FOREIGN, stranger);
    for (let round = 0; round < 8; round += 1) last = await signUpAs("flood@example.com", FOREIGN, stranger);
    expect(await app.mailsTo("flood@example.com")).toHaveLength(6);
    expect((await follow(last?.token)).status).toBe(200);
  });
});

describe("signing up again in the same browser", () => {
  it("corrects the password typed before", async () => {
    const browser = app.browser();
    await signUpAs("typo@example.com", FOREIGN, browser);
    const link = await signUpAs("typo@example.com", OWN, browser);
    expect((await follow(link?.token)).status).toBe(200);
    expect([await works("typo@example.com", OWN), await works("typo@example.com", FOREIGN)]).toEqual([
      true,
      false,
    ]);
  });
});
