import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { newWorkspace } from "../../testing/people.ts";
import { deleteDocument } from "./delete-document.ts";
import { addText, generalOf } from "./testing/upload.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const isWaiting = async () => {
  const { rowCount } = await app.adminPool.query(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
       and query like '%knowledge.document%'`,
  );
  return (rowCount ?? 0) > 0;
};

describe("deleting a document", () => {
  it("takes the file with it that a replacement brought in the same moment", async () => {
    const { id, ctx } = await newWorkspace(app.kernel);
    const collectionId = await generalOf(ctx);
    const files = () => readdir(join(app.dataDir, "files", id));
    const { document } = await addText(ctx, collectionId, "note.txt", "Ibexes climb.");
    const former = await files();
    const { document: newer } = await addText(ctx, collectionId, "newer.txt", "Ibexes climb well.");
    const replacing = await app.adminPool.connect();
    try {
      await replacing.query("begin");
      await replacing.query("select from knowledge.document where id = $1 for update", [document.id]);
      const deletion = deleteDocument(ctx, document.id);
      await expect.poll(isWaiting).toBe(true);
      await replacing.query(
        `with newer as (delete from knowledge.document where id = $2 returning file_id)
         update knowledge.document set file_id = newer.file_id from newer where id = $1`,
        [document.id, newer.id],
      );
      await replacing.query("commit");
      await deletion;
    } finally {
      replacing.release(true);
    }
    await app.jobs.drain();
    // The former one is the replacement's to remove, which here was none.
    expect(await files()).toEqual(former);
  });

  it("that somebody else deletes in the same moment is not there for the second", async () => {
    const { ctx } = await newWorkspace(app.kernel);
    const { document } = await addText(ctx, await generalOf(ctx), "note.txt", "Ibexes climb.");
    const both = await Promise.allSettled([
      deleteDocument(ctx, document.id),
      deleteDocument(ctx, document.id),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "not_found" } });
  });
});
