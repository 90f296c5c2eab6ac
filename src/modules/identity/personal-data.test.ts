import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { usersByIds } from "./find-users.ts";
import { personalData } from "./personal-data.ts";
import { removeEnded } from "./sweep.ts";
import { type IdentityApp, identityApp } from "./testing/identity-app.ts";

const PASSWORD = "lantern otter gravel";
const DAY_MS = 86_400_000;
let app: IdentityApp;
beforeAll(async () => {
  app = await identityApp();
});
afterAll(() => app.close());

async function recordsOf(userId: string) {
  const records: { kind: string; record: unknown }[] = [];
  for await (const record of personalData.exportRecords(app.operator, userId)) records.push(record);
  return records;
}

describe("what identity keeps about a person", () => {
  it("is handed out without anything that opens a door", async () => {
    const user = await app.person("mira@example.com", PASSWORD);
    await app.browser().signIn("mira@example.com", PASSWORD);
    const records = await recordsOf(user.id);
    expect(records.map(({ kind }) => kind)).toEqual(["account", "session"]);
    expect(records[0]?.record).toMatchObject({ email: "mira@example.com" });
    expect(JSON.stringify(records)).not.toMatch(/hash|argon2|token/i);
    expect(await recordsOf(app.kernel.newId())).toEqual([]);
  });

  it("is erased, sessions and links included, and the address is free again", async () => {
    const user = await app.person("gone@example.com", PASSWORD);
    const browser = app.browser();
    await browser.signIn("gone@example.com", PASSWORD);
    await app.browser().post("/api/auth/request-password-reset", { email: "gone@example.com" });
    const link = await app.linkFor("gone@example.com");
    expect(await personalData.erase(app.operator, user.id)).toBe(3);
    expect(await personalData.erase(app.operator, user.id)).toBe(0);

    expect((await browser.get("/api/me")).status).toBe(401);
    expect((await app.browser().signIn("gone@example.com", PASSWORD)).status).toBe(401);
    const reset = await app
      .browser()
      .post("/api/auth/reset-password", { token: link?.token, password: PASSWORD });
    expect(reset.body.code).toBe("link_invalid");
    const left = (await usersByIds(app.operator, [user.id])).get(user.id);
    expect(left).toMatchObject({ name: "Deleted person", email: `erased-${user.id}@invalid` });
    expect((await app.person("gone@example.com", PASSWORD)).id).not.toBe(user.id);
  });
});

describe("the sweep", () => {
  it("removes what has ended and nothing else", async () => {
    await app.person("sweep@example.com", PASSWORD);
    await app.browser().signIn("sweep@example.com", PASSWORD, true);
    await app.browser().signIn("sweep@example.com", PASSWORD);
    await app.browser().signIn("sweep@example.com", "not this one at all");
    await app
      .browser()
      .post("/api/auth/sign-up", { name: "Jo", email: "later@example.com", password: PASSWORD });
    await app.linkFor("later@example.com");
    const count = async () => {
      const { rows } = await app.adminPool.query(`select
        (select count(*)::int from identity.session) as sessions, (select count(*)::int from identity.sign_up) as sign_ups,
        (select count(*)::int from identity.email_link) as links, (select count(*)::int from identity.throttle) as counters`);
      return rows[0];
    };
    const before = await count();
    await removeEnded.run(app.kernel, new AbortController().signal);
    expect(await count()).toEqual(before);
    app.clock.advance(3 * DAY_MS);
    await removeEnded.run(app.kernel, new AbortController().signal);
    expect(await count()).toEqual({ sessions: 1, sign_ups: 0, links: 0, counters: 0 });
  });
});
