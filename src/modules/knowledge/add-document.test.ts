import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { auditTrail } from "../../testing/audit-trail.ts";
import { newMember, newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { signIn } from "../../testing/signed-in.ts";
import type { AddedDocument } from "./contract.ts";
import { getDocument } from "./get-document.ts";
import { listDocuments } from "./list-documents.ts";
import { readDocument } from "./read-document.ts";
import { addText, generalOf, postFile } from "./testing/upload.ts";

let app: TestApp;
let workspace: TestWorkspace;
let general: string;
beforeAll(async () => {
  app = await testApp();
  workspace = await newWorkspace(app.kernel);
  general = await generalOf(workspace.ctx);
});
afterAll(() => app.close());

const RETURNS = "# Returns\n\nBring it back within 30 days.\n\n# Shipping\n\nIt takes two days.\n";
const storedFiles = async (workspaceId: string) =>
  readdir(join(app.dataDir, "files", workspaceId)).catch(() => []);

describe("a file that is uploaded", () => {
  it("is read, split and listed as ready, and its text can be opened", async () => {
    const headers = await signIn(app.http, workspace.owner);
    const where = { workspaceId: workspace.id, collectionId: general, headers };
    const answer = await postFile(app.http, where, "returns.md", RETURNS);
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
});
