import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemCtx } from "../../kernel/ctx.ts";
import { createUser } from "./create-user.ts";
import { hasUsers, userByEmail, usersByIds } from "./find-users.ts";
import { type IdentityApp, identityApp } from "./testing/identity-app.ts";

const PASSWORD = "lantern otter gravel";
let app: IdentityApp;
beforeAll(async () => {
  app = await identityApp({ SIGN_UP: "closed" });
});
afterAll(() => app.close());

const person = (email: string, verified = true) => ({ email, name: "Jo Park", password: PASSWORD, verified });

describe("the operator", () => {
  it("makes the first account, which can sign in at once, also where sign-up is closed", async () => {
    expect(await hasUsers(app.operator)).toBe(false);
    const user = await createUser(app.operator, person("Jo@Example.com"));
    expect(user).toMatchObject({ email: "jo@example.com", emailVerified: true });
    expect(await hasUsers(app.operator)).toBe(true);
    expect((await app.browser().signIn("jo@example.com", PASSWORD)).status).toBe(200);
    expect(await app.audit("user.created")).toMatchObject([{ actor_kind: "operator", target_id: user.id }]);
  });

  it("makes an unverified account, whose owner gets a link", async () => {
    await createUser(app.operator, person("later@example.com", false));
    expect((await app.browser().signIn("later@example.com", PASSWORD)).status).toBe(403);
    const link = await app.linkFor("later@example.com");
    const followed = await app.browser().post("/api/auth/verify-email", { token: link?.token });
    expect(followed.body).toMatchObject({ user: { emailVerified: true } });
  });

  it("is told when the address has an account, also when both are made at the same moment", async () => {
    const both = await Promise.allSettled([
      createUser(app.operator, person("same@example.com")),
      createUser(app.operator, person("SAME@example.com")),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(createUser(app.operator, person("same@example.com"))).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("gets no weak password past the rules", async () => {
    const weak = { ...person("weak@example.com"), password: "password12" };
    await expect(createUser(app.operator, weak)).rejects.toMatchObject({ code: "weak_password" });
  });

  it("finds people by address; nobody else may, and nobody else makes accounts", async () => {
    expect(await userByEmail(app.operator, { email: " JO@example.com " })).toMatchObject({ name: "Jo Park" });
    expect(await userByEmail(app.operator, { email: "nobody@example.com" })).toBeNull();
    const job = systemCtx(app.kernel, { kind: "job", name: "x" });
    const user = {
      ...job,
      actor: { kind: "user", userId: app.kernel.newId(), sessionId: app.kernel.newId() } as const,
    };
    for (const ctx of [job, user]) {
      await expect(userByEmail(ctx, { email: "jo@example.com" })).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(createUser(ctx, person("x@example.com"))).rejects.toMatchObject({ code: "forbidden" });
    }
  });
});

describe("people by id", () => {
  it("are found with when they were last here; unknown ids are left out", async () => {
    const user = await createUser(app.operator, person("seen@example.com"));
    const away = await createUser(app.operator, person("away@example.com"));
    await app.browser().signIn("seen@example.com", PASSWORD);
    const found = await usersByIds(app.operator, [user.id, away.id, user.id, app.kernel.newId()]);
    expect(found.size).toBe(2);
    expect(found.get(user.id)).toMatchObject({ name: "Jo Park", lastSeenAt: app.clock.now().toISOString() });
    expect(found.get(away.id)?.lastSeenAt).toBeNull();
    expect(found.get(user.id)).not.toHaveProperty("passwordHash");
    expect(await usersByIds(app.operator, [])).toEqual(new Map());
    await expect(usersByIds(app.operator, ["1; drop table"])).rejects.toThrow();
  });
});
