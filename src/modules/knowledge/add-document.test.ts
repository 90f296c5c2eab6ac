import { readdir } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { auditTrail } from "../../testing/audit-trail.ts";
import { newMember, newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { formWith, postFile } from "../../testing/post-file.ts";
import { type SignedInHeaders, signIn } from "../../testing/signed-in.ts";
import { addDocument } from "./add-document.ts";
import { type AddedDocument, FILE_MAXIMUM_BYTES } from "./contract.ts";
import { createCollection } from "./create-collection.ts";
import { deleteDocument } from "./delete-document.ts";
import { listDocuments } from "./list-documents.ts";
import { readDocument } from "./read-document.ts";
import { addText, generalOf } from "./testing/upload.ts";

let app: TestApp;
let workspace: TestWorkspace;
let general: string;
let headers: SignedInHeaders;
beforeAll(async () => {
  app = await testApp();
  workspace = await newWorkspace(app.kernel);
  general = await generalOf(workspace.ctx);
  headers = await signIn(app.http, workspace.owner);
});
afterAll(() => app.close());

const RETURNS = "# Returns\n\nBring it back within 30 days.\n\n# Shipping\n\nIt takes two days.\n";
const inGeneral = () => ({ workspaceId: workspace.id, collectionId: general, headers });
const storedFiles = async (folder: string = workspace.id) =>
  readdir(join(app.dataDir, "files", folder)).catch(() => []);

describe("a file that is uploaded", () => {
  it("is read, split and listed as ready, and its text can be opened", async () => {
    const answer = await postFile(app.http, inGeneral(), "returns.md", RETURNS);
    expect(answer.statusCode, answer.body).toBe(201);
    const { document, outcome } = answer.json<AddedDocument>();
    expect(outcome).toBe("added");
    expect(document).toMatchObject({ name: "returns.md", state: "queued", searchable: false });
    await app.jobs.drain();
    const { items } = await listDocuments(workspace.ctx, { limit: 50 });
    expect(items).toMatchObject([{ id: document.id, state: "ready", searchable: true, kind: "markdown" }]);
    const text = await readDocument(workspace.ctx, document.id, { from: 0, limit: 60 });
    expect(text.total).toBeGreaterThan(0);
    expect(text.chunks.map((chunk) => chunk.text).join("")).toContain("within 30 days");
    expect(await auditTrail(app, "document.added", { targetId: document.id })).toHaveLength(1);
  });

  it("with the same content under another name is recognised, and nothing is stored twice", async () => {
    const before = await storedFiles();
    const answer = await postFile(app.http, inGeneral(), "copy of returns.md", RETURNS);
    expect(answer.json<AddedDocument>()).toMatchObject({ outcome: "same", document: { name: "returns.md" } });
    await app.jobs.drain();
    expect(await storedFiles()).toEqual(before);
  });

  it("with other content under the same name replaces it, and the former file goes", async () => {
    const before = await storedFiles();
    const answer = await postFile(app.http, inGeneral(), "returns.md", "# Returns\n\nWithin 45 days now.\n");
    const { document, outcome } = answer.json<AddedDocument>();
    expect(outcome).toBe("replaced");
    expect(document).toMatchObject({ state: "queued", searchable: true });
    const meanwhile = await readDocument(workspace.ctx, document.id, { from: 0, limit: 60 });
    expect(meanwhile.chunks[0]?.text).toContain("30 days");
    await app.jobs.drain();
    const after = await readDocument(workspace.ctx, document.id, { from: 0, limit: 60 });
    expect(after.chunks.map(({ text }) => text).join("")).toContain("45 days");
    const { rows } = await app.adminPool.query("select id from knowledge.version where document_id = $1", [
      document.id,
    ]);
    expect(rows).toHaveLength(1);
    expect(await storedFiles()).toHaveLength(before.length);
    expect(await storedFiles()).not.toEqual(before);
  });

  it("twice at the same moment is one document", async () => {
    const both = await Promise.all([
      addText(workspace.ctx, general, "twin.txt", "Two at once."),
      addText(workspace.ctx, general, "twin.txt", "Two at once."),
    ]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(["added", "same"]);
    expect(new Set(both.map(({ document }) => document.id)).size).toBe(1);
  });

  it.each([
    ["../../etc/passwd", "etc/passwd"],
    ["C:\\Users\\me\\Prices 2027.xlsx", "Users/me/Prices 2027.xlsx"],
    ["handbook/returns.md", "handbook/returns.md"],
    ["..", "Untitled"],
    ["🦀 Prices.md", "🦀 Prices.md"],
    ["a\u202egnp.exe", "a gnp.exe"],
  ])("is called %j and shown as %j, and lies under ids only", async (given, shown) => {
    const { document } = await addText(workspace.ctx, general, given, `Content of ${given}`);
    expect(document.name).toBe(shown);
    for (const name of await storedFiles()) expect(name).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("with a name of 4,000 characters keeps the end of it", async () => {
    const { document } = await addText(workspace.ctx, general, `${"é".repeat(4_000)}.pdf`, "Long name");
    expect([...document.name].length).toBe(300);
    expect(document.name.endsWith("é.pdf")).toBe(true);
  });

  it("that is empty says so and others go on", async () => {
    const { document } = await addText(workspace.ctx, general, "empty.txt", "");
    const { document: other } = await addText(workspace.ctx, general, "other.txt", "Something is in here.");
    await app.jobs.drain();
    const { items } = await listDocuments(workspace.ctx, { limit: 100 });
    expect(items.find(({ id }) => id === document.id)).toMatchObject({
      state: "failed",
      failure: { code: "empty" },
      searchable: false,
    });
    expect(items.find(({ id }) => id === other.id)).toMatchObject({ state: "ready" });
  });
});

describe("an upload that is no good", () => {
  it("larger than 100 MB is refused, and nothing is kept", async () => {
    const before = await storedFiles();
    const content = (async function* () {
      const megabytes = Buffer.alloc(4 * 1024 * 1024);
      for (let sent = 0; sent <= FILE_MAXIMUM_BYTES; sent += megabytes.length) yield megabytes;
    })();
    const huge = { collectionId: general, name: "huge.bin", mediaType: "application/octet-stream", content };
    await expect(addDocument(workspace.ctx, huge)).rejects.toMatchObject({ code: "payload_too_large" });
    expect(await storedFiles()).toEqual(before);
    expect(await storedFiles(".incoming")).toEqual([]);
  });

  it("that breaks off leaves nothing", async () => {
    const before = await storedFiles();
    const origin = await app.http.listen({ host: "127.0.0.1", port: 0 });
    const { body, contentType } = formWith("half.txt", "x".repeat(200_000));
    const sending = request(
      `${origin}/api/workspaces/${workspace.id}/knowledge/documents?collectionId=${general}`,
      {
        method: "POST",
        headers: { ...headers, "content-type": contentType, "content-length": body.length },
      },
    );
    sending.on("error", () => {});
    sending.write(body.subarray(0, 150_000));
    await vi.waitFor(async () => expect(await storedFiles(".incoming")).toHaveLength(1), 10_000);
    sending.destroy();
    await vi.waitFor(async () => expect(await storedFiles(".incoming")).toEqual([]), 10_000);
    expect(await storedFiles()).toEqual(before);
    const { items } = await listDocuments(workspace.ctx, { limit: 100, search: "half" });
    expect(items).toEqual([]);
  });

  it.each([
    ["JSON", "application/json", "{}"],
    ["a form without a file", "multipart/form-data; boundary=x", "--x--\r\n"],
    ["a form that is none", "multipart/form-data; boundary=x", "nonsense"],
    ["a form without a boundary", "multipart/form-data", "nonsense"],
    [
      "a form that ends in the middle",
      "multipart/form-data; boundary=x",
      '--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf of it',
    ],
  ])("%s is refused with a sentence", async (_what, contentType, payload) => {
    const answer = await app.http.inject({
      method: "POST",
      url: `/api/workspaces/${workspace.id}/knowledge/documents?collectionId=${general}`,
      headers: { ...headers, "content-type": contentType },
      payload,
    });
    expect(answer.statusCode, answer.body).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode, answer.body).toBeLessThan(500);
    expect(answer.json<{ detail: string }>().detail).not.toBe("");
  });
});

describe("who may add", () => {
  it("a viewer may not, and the body is not even read", async () => {
    const viewer = await newMember(workspace, "viewer");
    await expect(addText(viewer.inside, general, "v.txt", "From a viewer.")).rejects.toMatchObject({
      code: "forbidden",
    });
    const refused = await postFile(
      app.http,
      { ...inGeneral(), headers: await signIn(app.http, viewer) },
      "v.txt",
      "From a viewer.",
    );
    expect(refused.statusCode).toBe(403);
  });

  it("a stranger finds no such collection, nor such a document", async () => {
    const theirs = await newWorkspace(app.kernel);
    await expect(addText(theirs.ctx, general, "s.txt", "From a stranger.")).rejects.toMatchObject({
      code: "not_found",
    });
    const { items } = await listDocuments(workspace.ctx, { limit: 1 });
    await expect(deleteDocument(theirs.ctx, items[0]?.id ?? "")).rejects.toMatchObject({ code: "not_found" });
    expect(await listDocuments(theirs.ctx, { limit: 50 })).toEqual({ items: [], nextCursor: null });
  });

  it("a member deletes their own documents and nobody else's; who manages deletes any", async () => {
    const member = await newMember(workspace, "member");
    const own = await addText(member.inside, general, "own.txt", "My own words.");
    const others = await addText(workspace.ctx, general, "owners.txt", "The owner's words.");
    await expect(deleteDocument(member.inside, others.document.id)).rejects.toMatchObject({
      code: "forbidden",
    });
    await deleteDocument(member.inside, own.document.id);
    const again = await addText(member.inside, general, "own.txt", "My own words, again.");
    await deleteDocument(workspace.ctx, again.document.id);
    expect(await auditTrail(app, "document.deleted", { targetId: again.document.id })).toMatchObject([
      { actorId: workspace.owner.id },
    ]);
  });
});

describe("a restricted collection", () => {
  it("shows its documents to readers and managers, and their text to readers alone", async () => {
    const reader = await newMember(workspace, "member");
    const outsider = await newMember(workspace, "member");
    const admin = await newMember(workspace, "admin");
    const secret = await createCollection(workspace.ctx, {
      name: "Salaries",
      access: "restricted",
      readers: [{ userId: reader.id }],
    });
    const { document } = await addText(reader.inside, secret.id, "salaries.txt", "Everybody earns the same.");
    await app.jobs.drain();
    const seenBy = async (ctx: typeof workspace.ctx) =>
      (await listDocuments(ctx, { limit: 100, collectionId: secret.id })).items.length;
    expect([await seenBy(reader.inside), await seenBy(admin.inside), await seenBy(outsider.inside)]).toEqual([
      1, 1, 0,
    ]);
    const open = (ctx: typeof workspace.ctx) => readDocument(ctx, document.id, { from: 0, limit: 10 });
    expect((await open(reader.inside)).total).toBe(1);
    await expect(open(outsider.inside)).rejects.toMatchObject({ code: "not_found" });
    await expect(open(admin.inside)).rejects.toMatchObject({ code: "not_found" });
    await expect(addText(outsider.inside, secret.id, "x.txt", "x")).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(deleteDocument(outsider.inside, document.id)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a document that is deleted", () => {
  it("goes with its text and its file", async () => {
    const { document } = await addText(workspace.ctx, general, "short-lived.txt", "Soon gone for good.");
    await app.jobs.drain();
    const before = await storedFiles();
    await deleteDocument(workspace.ctx, document.id);
    await app.jobs.drain();
    expect(await storedFiles()).toHaveLength(before.length - 1);
    const documents = await app.adminPool.query(
      "select from knowledge.document where name = 'short-lived.txt'",
    );
    expect(documents.rows).toEqual([]);
    const { rows } = await app.adminPool.query("select from knowledge.chunk where text like '%Soon gone%'");
    expect(rows).toEqual([]);
  });
});
