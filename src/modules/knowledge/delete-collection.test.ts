import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { newWorkspace } from "../../testing/people.ts";
import { createCollection } from "./create-collection.ts";
import { deleteCollection } from "./delete-collection.ts";
import { listDocuments } from "./list-documents.ts";
import { search } from "./search.ts";
import { readPlainText } from "./testing/indexed.ts";
import { addText } from "./testing/upload.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

describe("deleting a collection", () => {
  it("while documents are added and read leaves nothing of them, and nobody's fault is ours", async () => {
    const { id, ctx } = await newWorkspace(app.kernel);
    readPlainText(ctx);
    for (let round = 0; round < 6; round += 1) {
      const { id: collectionId } = await createCollection(ctx, { name: `Round ${round}` });
      const added = Array.from({ length: 4 }, (_, number) =>
        addText(ctx, collectionId, `note ${number}.txt`, `The ibex number ${number} of round ${round}.`),
      );
      const settled = Promise.allSettled(added);
      const reading = app.jobs.drain();
      if (round % 2 === 1) await added[0];
      await deleteCollection(ctx, collectionId);
      for (const result of await settled) {
        if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "not_found" });
      }
      await reading;
    }
    await app.jobs.drain();
    expect((await listDocuments(ctx, { limit: 100 })).items).toEqual([]);
    expect((await search(ctx, { q: "ibex" })).passages).toEqual([]);
    expect(await readdir(join(app.dataDir, "files", id)).catch(() => [])).toEqual([]);
    const { rows } = await app.adminPool.query("select id from knowledge.version where workspace_id = $1", [
      id,
    ]);
    expect(rows).toEqual([]);
  });
});
