import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { KeyHolder } from "../../kernel/http/authenticator.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { auditTrail } from "../../testing/audit-trail.ts";
import { newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { authenticateKey } from "./authenticate-key.ts";
import { createApiKey } from "./create-api-key.ts";
import { keyRingOf } from "./internal/key-ring.ts";
import { newSecret } from "./internal/secret-format.ts";
import { listApiKeys } from "./list-api-keys.ts";
import { revokeApiKey } from "./revoke-api-key.ts";

let app: TestApp;
let workspace: TestWorkspace;
beforeAll(async () => {
  app = await testApp();
  workspace = await newWorkspace(app.kernel);
});
afterAll(() => app.close());

const inMs = (ms: number) => new Date(app.clock.now().getTime() + ms).toISOString();
const ask = async (secret: string, kernel: Kernel = app.kernel): Promise<KeyHolder | null> =>
  authenticateKey(kernel, secret);
/** Runs without the database: the answer must come at once. */
const askAtOnce = (secret: string) => {
  const query = vi.spyOn(app.kernel.db.pool, "query");
  const answer = authenticateKey(app.kernel, secret);
  expect(query).not.toHaveBeenCalled();
  query.mockRestore();
  return answer;
};

describe("a key", () => {
  it("tells its workspace and what it may do, and from the second call on at once", async () => {
    const { apiKey, secret } = await createApiKey(workspace.ctx, { name: "Works" });
    const holder = await ask(secret);
    expect(holder).toEqual({
      actor: { kind: "api-key", keyId: apiKey.id, name: "Works" },
      workspaceId: workspace.id,
      permissions: new Set(["chat", "chat.use", "chat.read", "models.read"]),
    });
    expect(askAtOnce(secret)).toBe(holder);
  });

  it("belongs to the workspace: it works on when its maker has left", async () => {
    const { secret } = await createApiKey(workspace.ctx, { name: "Stays" });
    await app.adminPool.query("update api_keys.key set created_by = null where workspace_id = $1", [
      workspace.id,
    ]);
    expect(await ask(secret)).toMatchObject({ workspaceId: workspace.id });
  });

  it("is refused at the very next request after it was revoked, although it was cached", async () => {
    const { apiKey, secret } = await createApiKey(workspace.ctx, { name: "Short" });
    expect(await ask(secret)).not.toBeNull();
    await revokeApiKey(workspace.ctx, { keyId: apiKey.id });
    expect(await ask(secret)).toBeNull();
  });

  it("does not come back by a look-up that began before it was revoked", async () => {
    const { apiKey, secret } = await createApiKey(workspace.ctx, { name: "Raced" });
    const { pool } = app.kernel.db;
    const answered = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    const query = pool.query.bind(pool);
    vi.spyOn(pool, "query").mockImplementationOnce((async (...args: Parameters<typeof query>) => {
      const result = await query(...args);
      answered.resolve();
      await held.promise;
      return result;
    }) as never); // Overloads of pg's query are not to be imitated.
    const early = ask(secret);
    await answered.promise;
    await revokeApiKey(workspace.ctx, { keyId: apiKey.id });
    const late = ask(secret);
    held.resolve();
    expect(await early).not.toBeNull();
    expect(await late).toBeNull();
    expect(await ask(secret)).toBeNull();
  });

  it("ends by the clock, also while it is cached", async () => {
    const { secret } = await createApiKey(workspace.ctx, { name: "Ends", expiresAt: inMs(5_000) });
    expect(await ask(secret)).not.toBeNull();
    app.clock.advance(4_999);
    expect(askAtOnce(secret)).not.toBeNull();
    app.clock.advance(1);
    expect(askAtOnce(secret)).toBeNull();
    app.clock.advance(60_000);
    expect(await ask(secret)).toBeNull();
  });

  it("with scopes that this version does not know may do nothing", async () => {
    const { apiKey, secret } = await createApiKey(workspace.ctx, { name: "Future" });
    await app.adminPool.query("update api_keys.key set scopes = '{telepathy}' where id = $1", [apiKey.id]);
    expect((await ask(secret))?.permissions).toEqual(new Set());
    await app.adminPool.query("update api_keys.key set scopes = '{chat}' where id = $1", [apiKey.id]);
  });
});

describe("a secret that is none", () => {
  it.each(["", "pk_", "sk-123", "pk_' or true --", "pk_\u0000", "x".repeat(200)])(
    "%j costs no query",
    (secret) => {
      expect(askAtOnce(secret)).toBeNull();
    },
  );

  it("with a slip of typing costs no query", async () => {
    const { secret } = await createApiKey(workspace.ctx, { name: "Typed" });
    expect(askAtOnce(`${secret.slice(0, -1)}${secret.endsWith("a") ? "b" : "a"}`)).toBeNull();
  });

  it("but looks like one is asked for once, and again after a while", async () => {
    const { secret } = newSecret();
    expect(await ask(secret)).toBeNull();
    expect(askAtOnce(secret)).toBeNull();
    app.clock.advance(10_000);
    const query = vi.spyOn(app.kernel.db.pool, "query");
    expect(await ask(secret)).toBeNull();
    expect(query).toHaveBeenCalledTimes(1);
  });

  it("is asked for once by many at the same moment", async () => {
    const { secret } = await createApiKey(workspace.ctx, { name: "Stampede" });
    const query = vi.spyOn(app.kernel.db.pool, "query");
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(secret)));
    expect(answers.every((answer) => answer?.workspaceId === workspace.id)).toBe(true);
    expect(query).toHaveBeenCalledTimes(1);
  });

  it("is not remembered as unknown when the database failed", async () => {
    const { secret } = await createApiKey(workspace.ctx, { name: "Unlucky" });
    vi.spyOn(app.kernel.db.pool, "query").mockImplementationOnce((() =>
      Promise.reject(new Error("connection lost"))) as never); // As above.
    await expect(ask(secret)).rejects.toThrow("connection lost");
    expect(await ask(secret)).not.toBeNull();
  });
});

describe("the last use of a key", () => {
  const lastUse = async (name: string) => {
    await keyRingOf(app.kernel).uses.flush();
    const { items } = await listApiKeys(workspace.ctx, { limit: 100 });
    return items.find((key) => key.name === name)?.lastUsedAt;
  };

  it("is written later, and at most once a minute", async () => {
    const { secret } = await createApiKey(workspace.ctx, { name: "Used" });
    expect(await lastUse("Used")).toBeNull();
    const first = inMs(0);
    await ask(secret);
    expect(await lastUse("Used")).toBe(first);
    app.clock.advance(59_000);
    await ask(secret);
    expect(await lastUse("Used")).toBe(first);
    app.clock.advance(1_000);
    const second = inMs(0);
    await ask(secret);
    expect(await lastUse("Used")).toBe(second);
  });

  it("of many keys is written by one statement, and never moves back", async () => {
    const made = await Promise.all(
      Array.from({ length: 10 }, (_, i) => createApiKey(workspace.ctx, { name: `Batch ${i}` })),
    );
    for (const { secret } of made) await ask(secret);
    const query = vi.spyOn(app.kernel.db.pool, "query");
    await keyRingOf(app.kernel).uses.flush();
    expect(query).toHaveBeenCalledTimes(1);
    const used = await lastUse("Batch 3");
    await app.kernel.db.pool.query("select api_keys.note_uses($1, $2, $3)", [
      [workspace.id],
      [made[3]?.apiKey.id],
      [new Date("2020-01-01T00:00:00Z")],
    ]);
    expect(await lastUse("Batch 3")).toBe(used);
  });

  it("is not noted for a refused call", async () => {
    const { secret } = await createApiKey(workspace.ctx, { name: "Refused", expiresAt: inMs(1_000) });
    app.clock.advance(1_000);
    expect(await ask(secret)).toBeNull();
    expect(await lastUse("Refused")).toBeNull();
  });
});

describe("revoking", () => {
  it("a second time changes nothing and is no fault", async () => {
    const { apiKey } = await createApiKey(workspace.ctx, { name: "Once" });
    await revokeApiKey(workspace.ctx, { keyId: apiKey.id });
    const revoked = (await listApiKeys(workspace.ctx, {})).items.find((key) => key.id === apiKey.id);
    app.clock.advance(1_000);
    await revokeApiKey(workspace.ctx, { keyId: apiKey.id });
    expect((await listApiKeys(workspace.ctx, {})).items).toContainEqual(revoked);
    expect(await auditTrail(app, "api-key.revoked", { targetId: apiKey.id })).toHaveLength(1);
  });

  it("a key that never was finds nothing", async () => {
    await expect(revokeApiKey(workspace.ctx, { keyId: app.kernel.newId() })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
