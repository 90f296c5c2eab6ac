import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { newMember, newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { type SignedInHeaders, signIn } from "../../testing/signed-in.ts";
import type { SearchResult } from "./contract.ts";
import { createCollection } from "./create-collection.ts";
import { addText, generalOf } from "./testing/upload.ts";

let app: TestApp;
let workspace: TestWorkspace;
let headers: SignedInHeaders;
beforeAll(async () => {
  app = await testApp();
  workspace = await newWorkspace(app.kernel);
  headers = await signIn(app.http, workspace.owner);
});
afterAll(() => app.close());

const base = () => `/api/workspaces/${workspace.id}/knowledge`;
async function newKey(scopes: string[]): Promise<{ authorization: string }> {
  const answer = await app.http.inject({
    method: "POST",
    url: `/api/workspaces/${workspace.id}/api-keys`,
    headers,
    payload: { name: scopes.join(), scopes },
  });
  return { authorization: `Bearer ${answer.json<{ secret: string }>().secret}` };
}

describe("a key of the workspace", () => {
  it("searches with the scope knowledge and not with chat alone", async () => {
    const url = "/api/knowledge/search?q=returns";
    await addText(workspace.ctx, await generalOf(workspace.ctx), "shop.txt", "Returns are free for 30 days.");
    await app.jobs.drain();
    const found = await app.http.inject({ url, headers: await newKey(["knowledge"]) });
    expect(found.statusCode, found.body).toBe(200);
    expect(found.json<SearchResult>().passages.length).toBeGreaterThan(0);
    const refused = await app.http.inject({ url, headers: await newKey(["chat"]) });
    expect(refused.statusCode).toBe(403);
    expect((await app.http.inject({ url, headers: { authorization: "Bearer pk_no" } })).statusCode).toBe(401);
  });

  it("finds nothing of a collection that only some may read", async () => {
    const secret = await createCollection(workspace.ctx, { name: "Board", access: "restricted" });
    await addText(workspace.ctx, secret.id, "board.txt", "The quokka merger closes in March.");
    await app.jobs.drain();
    const asked = (given: Record<string, string>, path: string) =>
      app.http.inject({ url: `${path}?q=quokka merger`, headers: given });
    const owners = await asked(headers, `${base()}/search`);
    expect(owners.json<SearchResult>().passages[0]?.text).toContain("quokka");
    const keys = await asked(await newKey(["knowledge"]), "/api/knowledge/search");
    expect(keys.body).not.toContain("quokka");
    const member = await signIn(app.http, await newMember(workspace, "member"));
    const others = await asked(member, `${base()}/search`);
    expect(others.body).not.toContain("quokka");
  });
});

describe("the original of a document", () => {
  const originalOf = (id: string, given = headers, at = base()) =>
    app.http.inject({ url: `${at}/documents/${id}/file`, headers: given });
  const TEXT = "<script>alert('quagga')</script>\nQuaggas are extinct.";

  it("is what was uploaded, saved and never shown, also for a viewer", async () => {
    const { id } = await createCollection(workspace.ctx, { name: "Animals" });
    const { document } = await addText(workspace.ctx, id, "Zoo/Tiere ü.html", TEXT);
    const viewer = await signIn(app.http, await newMember(workspace, "viewer"));
    for (const given of [headers, viewer]) {
      const answer = await originalOf(document.id, given);
      expect(answer.statusCode, answer.body).toBe(200);
      expect(answer.body).toBe(TEXT);
      expect(answer.headers).toMatchObject({
        "content-type": "application/octet-stream",
        "content-disposition": "attachment; filename=\"Tiere _.html\"; filename*=UTF-8''Tiere%20%C3%BC.html",
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
      });
    }
  });

  it("is not there for a stranger's workspace, nor for who may not read its collection", async () => {
    const owners = await createCollection(workspace.ctx, {
      name: "Boardroom",
      access: "restricted",
      readers: [{ role: "owner" }],
    });
    const { document } = await addText(workspace.ctx, owners.id, "minutes.txt", TEXT);
    expect((await originalOf(document.id)).statusCode).toBe(200);
    const member = await signIn(app.http, await newMember(workspace, "member"));
    expect((await originalOf(document.id, member)).statusCode).toBe(404);
    const other = await newWorkspace(app.kernel);
    const stranger = await signIn(app.http, other.owner);
    expect((await originalOf(document.id, stranger)).statusCode).toBe(404);
    const elsewhere = `/api/workspaces/${other.id}/knowledge`;
    expect((await originalOf(document.id, stranger, elsewhere)).statusCode).toBe(404);
  });
});

describe("settings", () => {
  it("say when an answer is refused, and a viewer may not change them", async () => {
    const change = (given: Record<string, string>, payload: object) =>
      app.http.inject({ method: "PATCH", url: `${base()}/settings`, headers: given, payload });
    const changed = await change(headers, { refuseBelow: 20, caveatBelow: 40 });
    expect(changed.json()).toMatchObject({ refuseBelow: 20, caveatBelow: 40 });
    expect((await change(headers, { caveatBelow: 10 })).statusCode).toBe(400);
    const viewer = await signIn(app.http, await newMember(workspace, "viewer"));
    expect((await change(viewer, { refuseBelow: 1 })).statusCode).toBe(403);
    const seen = await app.http.inject({ url: `${base()}/settings`, headers: viewer });
    expect(seen.json()).toMatchObject({ refuseBelow: 20, caveatBelow: 40 });
  });
});

describe("collections", () => {
  it("are made, changed and deleted with all that is in them", async () => {
    const call = (method: "POST" | "PATCH" | "DELETE" | "GET", path: string, payload?: object) =>
      app.http.inject({ method, url: `${base()}${path}`, headers, ...(payload ? { payload } : {}) });
    const made = await call("POST", "/collections", { name: "Contracts" });
    expect(made.statusCode, made.body).toBe(201);
    const { id } = made.json<{ id: string }>();
    expect((await call("POST", "/collections", { name: "CONTRACTS" })).statusCode).toBe(409);
    await addText(workspace.ctx, id, "lease.txt", "The lease ends in 2031.");
    await app.jobs.drain();
    const changed = await call("PATCH", `/collections/${id}`, {
      access: "restricted",
      readers: [{ role: "owner" }],
    });
    expect(changed.json()).toMatchObject({
      access: "restricted",
      readers: [{ role: "owner" }],
      documents: 1,
    });
    expect((await call("DELETE", `/collections/${id}`)).statusCode).toBe(204);
    const { rows } = await app.adminPool.query("select from knowledge.chunk where text like 'The lease%'");
    expect(rows).toEqual([]);
    const found = await call("GET", "/search?q=lease 2031");
    expect(found.body).not.toContain("lease.txt");
  });

  it("take as readers members of the workspace only", async () => {
    const stranger = await newWorkspace(app.kernel);
    await expect(
      createCollection(workspace.ctx, {
        name: "Guests",
        access: "restricted",
        readers: [{ userId: stranger.owner.id }],
      }),
    ).rejects.toMatchObject({ code: "validation_failed" });
  });

  it("begin with one for everybody, also in a workspace that is older than they are", async () => {
    const general = await generalOf(workspace.ctx);
    await app.adminPool.query("delete from knowledge.collection where workspace_id = $1", [workspace.id]);
    expect(await generalOf(workspace.ctx)).not.toBe(general);
  });

  it("cost nothing to fill without an embedding model, and the quote says so", async () => {
    const answer = await app.http.inject({
      method: "POST",
      url: `${base()}/upload-quotes`,
      headers,
      payload: {
        collectionId: await generalOf(workspace.ctx),
        files: [{ name: "a.pdf", sizeBytes: 90_000 }],
      },
    });
    expect(answer.json()).toMatchObject({ quoteMicroPt: "0", affordable: true });
  });
});
