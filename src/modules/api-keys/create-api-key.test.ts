import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemCtx } from "../../kernel/ctx.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { auditTrail } from "../../testing/audit-trail.ts";
import { enter, newMember, newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { createApiKey } from "./create-api-key.ts";
import { createApiKeyFor } from "./create-api-key-for.ts";
import { LIVE_KEYS_PER_WORKSPACE } from "./internal/insert-key.ts";
import { listApiKeys } from "./list-api-keys.ts";
import { revokeApiKey } from "./revoke-api-key.ts";

let app: TestApp;
let workspace: TestWorkspace;
beforeAll(async () => {
  app = await testApp();
  workspace = await newWorkspace(app.kernel);
});
afterAll(() => app.close());

describe("creating a key", () => {
  it("shows the secret once and keeps only its hash", async () => {
    const { apiKey, secret } = await createApiKey(workspace.ctx, { name: " CI  runner " });
    expect(apiKey).toMatchObject({
      name: "CI runner",
      scopes: ["chat"],
      prefix: secret.slice(0, 11),
      createdBy: { userId: workspace.owner.id, name: workspace.owner.name },
      expiresAt: null,
      lastUsedAt: null,
      revokedAt: null,
    });
    const { rows } = await app.adminPool.query("select * from api_keys.key where id = $1", [apiKey.id]);
    expect(rows[0].secret_hash).toEqual(createHash("sha256").update(secret).digest());
    expect(JSON.stringify(rows)).not.toContain(secret);
    const listed = await listApiKeys(workspace.ctx, {});
    expect(listed.items).toContainEqual(apiKey);
    expect(JSON.stringify(listed)).not.toContain(secret);
  });

  it("is recorded without the secret", async () => {
    const { apiKey, secret } = await createApiKey(workspace.ctx, { name: "Recorded" });
    const trail = await auditTrail(app, "api-key.created", { targetId: apiKey.id });
    expect(trail).toMatchObject([{ actorId: workspace.owner.id, details: { name: "Recorded" } }]);
    expect(JSON.stringify(trail)).not.toContain(secret);
  });

  it("twice with the same name makes two keys", async () => {
    const [one, two] = await Promise.all([
      createApiKey(workspace.ctx, { name: "Same" }),
      createApiKey(workspace.ctx, { name: "Same" }),
    ]);
    expect(one.secret).not.toBe(two.secret);
    expect(one.apiKey.id).not.toBe(two.apiKey.id);
  });

  it("refuses an end that has passed, and one that is just now", async () => {
    for (const ms of [-1_000, 0]) {
      const expiresAt = new Date(app.clock.now().getTime() + ms).toISOString();
      await expect(createApiKey(workspace.ctx, { name: "Late", expiresAt })).rejects.toMatchObject({
        code: "validation_failed",
        fields: [{ path: "expiresAt" }],
      });
    }
  });

  it.each([
    { name: "" },
    { name: "x".repeat(81) },
    { name: "No scope", scopes: [] },
    { name: "Wrong scope", scopes: ["everything"] },
    { name: "No time", expiresAt: "tomorrow" },
    { name: "No day", expiresAt: "2027-02-30T00:00:00Z" },
    { name: "Own secret", secret: "pk_mine" },
  ])("refuses %j", async (input) => {
    // The compiler knows better; a client need not.
    const attempt = createApiKey(workspace.ctx, input as { name: string });
    await expect(attempt).rejects.toMatchObject({ name: "ZodError" });
  });

  it("counts a scope named twice once", async () => {
    const { apiKey } = await createApiKey(workspace.ctx, { name: "Twice", scopes: ["chat", "chat"] });
    expect(apiKey.scopes).toEqual(["chat"]);
  });

  it("stops at the limit, also when many are made at once; revoked and expired keys do not count", async () => {
    const here = await newWorkspace(app.kernel);
    const expiresAt = new Date(app.clock.now().getTime() + 60_000).toISOString();
    await createApiKey(here.ctx, { name: "Expires", expiresAt });
    const { apiKey } = await createApiKey(here.ctx, { name: "Revoked" });
    await revokeApiKey(here.ctx, { keyId: apiKey.id });
    app.clock.advance(60_000);
    const results = await Promise.allSettled(
      Array.from({ length: LIVE_KEYS_PER_WORKSPACE + 3 }, (_, i) => createApiKey(here.ctx, { name: `${i}` })),
    );
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(LIVE_KEYS_PER_WORKSPACE);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "limit_reached" });
    }
  });
});

describe("keys", () => {
  it.each(["owner", "admin"] as const)("are made, listed and revoked by who is %s", async (role) => {
    const { inside } = await newMember(workspace, role);
    const { apiKey } = await createApiKey(inside, { name: role });
    expect((await listApiKeys(inside, {})).items[0]).toMatchObject({ id: apiKey.id });
    await revokeApiKey(inside, { keyId: apiKey.id });
  });

  it.each(["agent", "member", "viewer"] as const)("are closed to who is %s", async (role) => {
    const { inside } = await newMember(workspace, role);
    const { apiKey } = await createApiKey(workspace.ctx, { name: "Kept" });
    for (const attempt of [
      createApiKey(inside, { name: role }),
      listApiKeys(inside, {}),
      revokeApiKey(inside, { keyId: apiKey.id }),
    ]) {
      await expect(attempt).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  it("of one workspace are unknown in another, whatever id is asked for", async () => {
    const { apiKey } = await createApiKey(workspace.ctx, { name: "Ours" });
    const other = await newWorkspace(app.kernel);
    expect((await listApiKeys(other.ctx, {})).items).toEqual([]);
    await expect(revokeApiKey(other.ctx, { keyId: apiKey.id })).rejects.toMatchObject({ code: "not_found" });
    const stranger = await enter(other.owner, workspace.id);
    await expect(createApiKey(stranger, { name: "Intruder" })).rejects.toMatchObject({ code: "forbidden" });
    const { items } = await listApiKeys(workspace.ctx, {});
    expect(items.find((key) => key.id === apiKey.id)?.revokedAt).toBeNull();
  });

  it("cannot be made by a key", async () => {
    const key = { ...workspace.ctx, actor: { kind: "api-key", keyId: "k", name: "k" } as const };
    await expect(createApiKey(key, { name: "Child" })).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it("are listed newest first, in pages that hold each once", async () => {
    const here = await newWorkspace(app.kernel);
    const made: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      if (i % 2 === 0) app.clock.advance(1_000);
      made.unshift((await createApiKey(here.ctx, { name: `${i}` })).apiKey.id);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listApiKeys(here.ctx, { limit: 2, cursor });
      seen.push(...page.items.map((key) => key.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(made);
  });
});

describe("the operator", () => {
  const operator = () => systemCtx(app.kernel, { kind: "operator" });

  it("makes a key for a workspace, with nobody as its maker", async () => {
    const { apiKey, secret } = await createApiKeyFor(operator(), { workspaceId: workspace.id, name: "Ops" });
    expect(apiKey).toMatchObject({ name: "Ops", createdBy: null });
    expect(secret).toMatch(/^pk_/);
    expect((await listApiKeys(workspace.ctx, {})).items).toContainEqual(apiKey);
  });

  it("is told when there is no such workspace", async () => {
    const attempt = createApiKeyFor(operator(), { workspaceId: app.kernel.newId(), name: "Nowhere" });
    await expect(attempt).rejects.toMatchObject({
      code: "validation_failed",
      fields: [{ path: "workspaceId" }],
    });
  });

  it("is nobody else", async () => {
    const attempt = createApiKeyFor(workspace.ctx, { workspaceId: workspace.id, name: "Mine" });
    await expect(attempt).rejects.toMatchObject({ code: "forbidden" });
  });
});
