import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { newMember, newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { type SignedInHeaders, signIn } from "../../testing/signed-in.ts";
import type { ApiKey, CreatedApiKey } from "./contract.ts";

let app: TestApp;
/** Another process of the same installation. */
let second: TestApp;
let workspace: TestWorkspace;
let owner: SignedInHeaders;
beforeAll(async () => {
  app = await testApp();
  second = await testApp({ database: app.database });
  workspace = await newWorkspace(app.kernel);
  owner = await signIn(app.http, workspace.owner);
});
afterAll(async () => {
  await second.close();
  await app.close();
});

const keysOf = (workspaceId: string) => `/api/workspaces/${workspaceId}/api-keys`;

async function createKey(body: object = { name: "CI" }): Promise<CreatedApiKey> {
  const answer = await app.http.inject({
    method: "POST",
    url: keysOf(workspace.id),
    headers: owner,
    payload: body,
  });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json<CreatedApiKey>();
}

async function revokeKey(keyId: string): Promise<number> {
  const url = `${keysOf(workspace.id)}/${keyId}`;
  return (await app.http.inject({ method: "DELETE", url, headers: owner })).statusCode;
}

/** Asks for the models with a key, as a client of `/v1` would. */
async function askWith(secret: string, process = app): Promise<{ status: number; body: string }> {
  const headers = { authorization: `Bearer ${secret}` };
  const answer = await process.http.inject({ method: "GET", url: "/v1/models", headers });
  return { status: answer.statusCode, body: answer.body };
}

describe("over HTTP, a key", () => {
  it("works until it is revoked, and is refused at the very next request", async () => {
    const { apiKey, secret } = await createKey();
    for (let i = 0; i < 3; i += 1) expect((await askWith(secret)).status).toBe(200);
    expect(await revokeKey(apiKey.id)).toBe(204);
    expect((await askWith(secret)).status).toBe(401);
    expect(await revokeKey(apiKey.id)).toBe(204);
  });

  it("revoked in one process is refused in another, which had it in its cache", async () => {
    const { apiKey, secret } = await createKey();
    expect((await askWith(secret, second)).status).toBe(200);
    expect((await askWith(secret, second)).status).toBe(200);
    await revokeKey(apiKey.id);
    // The clocks of both stand still, so nothing but the message can have ended it.
    await expect.poll(async () => (await askWith(secret, second)).status, { interval: 5 }).toBe(401);
  });

  it("is refused once it has expired", async () => {
    const expiresAt = new Date(app.clock.now().getTime() + 60_000).toISOString();
    const { secret } = await createKey({ name: "Minute", expiresAt });
    expect((await askWith(secret)).status).toBe(200);
    app.clock.advance(60_000);
    expect((await askWith(secret)).status).toBe(401);
  });

  it("without the scope is forbidden, and told which one it lacks", async () => {
    const { apiKey, secret } = await createKey();
    await app.adminPool.query("update api_keys.key set scopes = '{other}' where id = $1", [apiKey.id]);
    const refused = await askWith(secret);
    expect(refused.status).toBe(403);
    expect(refused.body).toContain("chat");
    await app.adminPool.query("update api_keys.key set scopes = '{chat}' where id = $1", [apiKey.id]);
  });

  it("opens nothing that needs a person", async () => {
    const { secret } = await createKey();
    for (const url of [
      "/api/me",
      "/api/workspaces",
      `/api/workspaces/${workspace.id}`,
      keysOf(workspace.id),
    ]) {
      const headers = { authorization: `Bearer ${secret}` };
      expect((await app.http.inject({ method: "GET", url, headers })).statusCode, url).toBe(401);
    }
  });

  it.each(["", "Bearer", "Bearer pk_", "Basic cGtfOg==", "Bearer a b", `Bearer ${"x".repeat(5_000)}`])(
    "is needed: %j is none",
    async (authorization) => {
      const headers = { authorization };
      const answer = await app.http.inject({ method: "GET", url: "/v1/models", headers });
      expect(answer.statusCode).toBe(401);
    },
  );
});

describe("over HTTP, the list of keys", () => {
  it("shows what a person needs to recognise a key, and never a secret or its hash", async () => {
    const { apiKey, secret } = await createKey({ name: "Listed" });
    const answer = await app.http.inject({ method: "GET", url: keysOf(workspace.id), headers: owner });
    expect(answer.json<{ items: ApiKey[] }>().items).toContainEqual(apiKey);
    expect(answer.body).not.toContain(secret);
    expect(answer.body).not.toContain("hash");
  });

  it("is closed to a member and unknown to a stranger, as is a key in it", async () => {
    const { apiKey } = await createKey({ name: "Ours" });
    const member = await signIn(app.http, await newMember(workspace, "member"));
    const stranger = await signIn(app.http, (await newWorkspace(app.kernel)).owner);
    const url = `${keysOf(workspace.id)}/${apiKey.id}`;
    expect((await app.http.inject({ method: "DELETE", url, headers: member })).statusCode).toBe(403);
    expect((await app.http.inject({ method: "DELETE", url, headers: stranger })).statusCode).toBe(404);
    expect(
      (await app.http.inject({ method: "GET", url: keysOf(workspace.id), headers: member })).statusCode,
    ).toBe(403);
    expect(
      (await app.http.inject({ method: "GET", url: keysOf(workspace.id), headers: stranger })).statusCode,
    ).toBe(404);
  });
});
