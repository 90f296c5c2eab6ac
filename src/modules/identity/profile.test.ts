import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type IdentityApp, identityApp } from "./testing/identity-app.ts";

const OLD = "lantern otter gravel";
const NEW = "walnut bicycle thunder";
let app: IdentityApp;
beforeAll(async () => {
  app = await identityApp();
});
afterAll(() => app.close());

async function signedIn(email: string, name?: string) {
  await app.person(email, OLD, name).catch(() => undefined);
  const browser = app.browser();
  await browser.signIn(email, OLD);
  return browser;
}

const change = (currentPassword: string, newPassword: string) => ({ currentPassword, newPassword });

describe("changing the own password", () => {
  it("takes the current one, ends all other sessions and leaves this one", async () => {
    const [here, there] = [await signedIn("mira@example.com"), await signedIn("mira@example.com")];
    expect((await here.post("/api/me/password", change(OLD, NEW))).status).toBe(204);
    expect([(await here.get("/api/me")).status, (await there.get("/api/me")).status]).toEqual([200, 401]);
    expect((await app.browser().signIn("mira@example.com", OLD)).status).toBe(401);
    expect((await app.browser().signIn("mira@example.com", NEW)).status).toBe(200);
    expect(await app.audit("password.changed")).toHaveLength(1);
  });

  it("ends a reset link that is under way", async () => {
    const browser = await signedIn("links@example.com");
    await app.browser().post("/api/auth/request-password-reset", { email: "links@example.com" });
    const link = await app.linkFor("links@example.com");
    await browser.post("/api/me/password", change(OLD, NEW));
    const answer = await app
      .browser()
      .post("/api/auth/reset-password", { token: link?.token, password: OLD });
    expect(answer.body.code).toBe("link_invalid");
  });

  it("refuses a wrong current password, and lets nobody who sits down at the screen guess it quickly", async () => {
    const browser = await signedIn("open@example.com");
    const tries: unknown[] = [];
    for (let round = 0; round < 7; round += 1) {
      tries.push((await browser.post("/api/me/password", change("is it this one", NEW))).body.code);
    }
    expect(tries).toEqual([...Array(6).fill("validation_failed"), "too_many_requests"]);
    app.clock.advance(2_000);
    expect((await browser.post("/api/me/password", change(OLD, NEW))).status).toBe(204);
  });

  it("refuses a weak new password", async () => {
    const browser = await signedIn("weak@example.com", "Jo Parkinson");
    const answer = await browser.post("/api/me/password", change(OLD, "parkinson forever"));
    expect(answer.body).toMatchObject({ code: "weak_password", fields: [{ path: "newPassword" }] });
  });

  it("lets one of two at the same moment win", async () => {
    const browser = await signedIn("both@example.com");
    const wanted = [NEW, `${NEW} two`];
    const statuses = await Promise.all(
      wanted.map(async (password) => (await browser.post("/api/me/password", change(OLD, password))).status),
    );
    // The loser meets the winner's change in the transaction (409), or came to its check after it (400).
    expect(statuses.toSorted()).toEqual([204, expect.toBeOneOf([400, 409])]);
    const signIns = await Promise.all(
      wanted.map(async (password) => (await app.browser().signIn("both@example.com", password)).status),
    );
    expect(signIns).toEqual(statuses.map((status) => (status === 204 ? 200 : 401)));
  });
});

describe("the own profile", () => {
  it("takes another name, cleaned of what is no text, and records it", async () => {
    const browser = await signedIn("name@example.com");
    const answer = await browser.send("PATCH", "/api/me", { name: "  Mira\r\nBcc: x@y.z \u0000 Ökafor 🦦 " });
    expect(answer.body).toMatchObject({ name: "Mira Bcc: x@y.z Ökafor 🦦" });
    expect((await browser.get("/api/me")).body).toMatchObject({
      user: { name: "Mira Bcc: x@y.z Ökafor 🦦" },
    });
    expect(await app.audit("user.renamed")).toHaveLength(1);
  });

  it("refuses other fields, an empty name and a request without the session's token", async () => {
    const browser = await signedIn("name@example.com");
    for (const body of [
      { name: "" },
      { name: "x".repeat(81) },
      { name: "Jo", email: "other@example.com" },
      {},
    ]) {
      expect((await browser.send("PATCH", "/api/me", body)).status).toBe(400);
    }
    browser.csrf = "";
    expect((await browser.send("PATCH", "/api/me", { name: "Jo" })).body.code).toBe("csrf_failed");
  });

  it.each([
    ["GET", "/api/me"],
    ["PATCH", "/api/me"],
    ["POST", "/api/me/password"],
    ["GET", "/api/me/sessions"],
    ["DELETE", "/api/me/sessions"],
    ["DELETE", "/api/me/sessions/0193d1e0-0000-7000-8000-000000000000"],
    ["POST", "/api/auth/sign-out"],
  ] as const)("is closed to a stranger: %s %s", async (method, url) => {
    expect((await app.browser().send(method, url)).body.code).toBe("unauthenticated");
  });
});
