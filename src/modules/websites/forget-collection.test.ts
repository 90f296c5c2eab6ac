import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { type Library, libraryOf } from "../../testing/library.ts";
import { newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { openSite, page, type Site } from "../../testing/website.ts";
import { listDocuments } from "../knowledge/index.ts";
import { addWebSource } from "./add-web-source.ts";
import { listSources } from "./list-sources.ts";

let app: TestApp;
let workspace: TestWorkspace;
let library: Library;
let site: Site;
beforeAll(async () => {
  app = await testApp({ env: { WEB_ALLOW_LOOPBACK: "on" } });
});
afterAll(() => app.close());
beforeEach(async () => {
  workspace = await newWorkspace(app.kernel);
  library = await libraryOf(app, workspace);
  site = await openSite({ "/": page(`<p>Home.</p><a href="/a">a</a>`), "/a": page("<p>Page A.</p>") });
});
afterEach(() => site.close());

const collectionOfMine = () => library.restricted("Board", [{ userId: workspace.owner.id }]);
const add = (collectionId: string) =>
  addWebSource(workspace.ctx, { collectionId, mode: "crawl", url: site.url, everyHours: 1 });
const sources = async () => (await listSources(workspace.ctx, {})).items;
const documents = async () => (await listDocuments(workspace.ctx, { limit: 100 })).items;
async function rowsOf(): Promise<number[]> {
  const counts: number[] = [];
  for (const table of ["source", "page"]) {
    const { rows } = await app.adminPool.query<{ count: number }>(
      table === "source"
        ? "select count(*)::integer as count from websites.source where workspace_id = $1"
        : "select count(*)::integer as count from websites.page where workspace_id = $1",
      [workspace.id],
    );
    counts.push(rows[0]?.count ?? -1);
  }
  return counts;
}

describe("deleting a collection", () => {
  it("takes its websites, their pages and their documents with it, and no other's", async () => {
    const collectionId = await collectionOfMine();
    await add(collectionId);
    const kept = await add(library.general);
    await app.jobs.drain();
    expect(await rowsOf()).toEqual([2, 4]);
    const heard: unknown[] = [];
    const stop = app.kernel.realtime.subscribe(`workspace:${workspace.id}`, (delivery) =>
      heard.push(delivery),
    );
    await library.removeCollection(collectionId);
    expect((await sources()).map(({ id }) => id)).toEqual([kept.id]);
    expect((await documents()).map((document) => document.collectionId)).toEqual([
      library.general,
      library.general,
    ]);
    expect(await rowsOf()).toEqual([1, 2]);
    const removed = { type: "source.removed", collectionId };
    await expect
      .poll(() => heard)
      .toContainEqual({ type: "message", message: expect.objectContaining(removed) });
    stop();
  });

  it("ends a crawl that is under way, which then keeps nothing", async () => {
    const collectionId = await collectionOfMine();
    site.serve("/a", (_request, response) => {
      void library
        .removeCollection(collectionId)
        .then(() => response.writeHead(200, { "content-type": "text/html" }).end("<p>Page A.</p>"));
    });
    await add(collectionId);
    await app.jobs.drain();
    app.clock.advance(86_400_000);
    await app.sweep("websites.crawl-due");
    await app.jobs.drain();
    expect(await rowsOf()).toEqual([0, 0]);
    expect(await documents()).toEqual([]);
  });

  it("at the moment when a website is added leaves none without its collection", async () => {
    for (let round = 0; round < 8; round += 1) {
      const collectionId = await collectionOfMine();
      const results = await Promise.allSettled([add(collectionId), library.removeCollection(collectionId)]);
      expect(results[1].status).toBe("fulfilled");
      if (results[0].status === "rejected") expect(results[0].reason).toMatchObject({ code: "not_found" });
      expect(await rowsOf()).toEqual([0, 0]);
    }
  });
});
