import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type IdentityApp, identityApp } from "./testing/identity-app.ts";

const PASSWORD = "lantern otter gravel";
const KNOWN = "known@example.com";
const UNKNOWN = "unknown@example.com";
let app: IdentityApp;
beforeAll(async () => {
  app = await identityApp();
  await app.person(KNOWN, PASSWORD);
});
afterAll(() => app.close());

/** The statements that a request causes in the database, without what other connections do meanwhile. */
async function statements(request: () => Promise<unknown>): Promise<string[]> {
  const query = vi.spyOn(pg.Client.prototype, "query");
  await request();
  const texts = query.mock.calls.map(([first]) =>
    typeof first === "string" ? first : JSON.stringify(first),
  );
  query.mockRestore();
  return texts
    .map((text) => /"text":"(.*?)","/.exec(text)?.[1] ?? text)
    .filter((text) => text.includes("identity"));
}

describe("a request asks the database the same questions about an address with an account as about one without", () => {
  it.each([
    ["signing in with a wrong password", "/api/auth/sign-in", { password: "not this one at all" }],
    ["signing up", "/api/auth/sign-up", { name: "Jo Park", password: PASSWORD }],
    ["asking for a reset link", "/api/auth/request-password-reset", {}],
    ["asking for the link of a sign-up again", "/api/auth/resend-verification", {}],
  ])("when %s", async (_what, url, body) => {
    const browser = app.browser();
    await browser.post("/api/auth/sign-up", { name: "Jo", email: "other@example.com", password: PASSWORD });
    const known = await statements(() => browser.post(url, { ...body, email: KNOWN }));
    const unknown = await statements(() => browser.post(url, { ...body, email: UNKNOWN }));
    expect(known.length).toBeGreaterThan(0);
    expect(known).toEqual(unknown);
  });
});
