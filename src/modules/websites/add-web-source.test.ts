import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { auditTrail } from "../../testing/audit-trail.ts";
import { libraryOf } from "../../testing/library.ts";
import { newMember, newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { addWebSource, SOURCES_PER_WORKSPACE } from "./add-web-source.ts";
import { cancelSource } from "./cancel-source.ts";
import { listSourcePages } from "./list-source-pages.ts";
import { listSources } from "./list-sources.ts";
import { recrawlSource } from "./recrawl-source.ts";
import { removeSource } from "./remove-source.ts";
import { generalOf } from "./testing/general-of.ts";

let app: TestApp;
let workspace: TestWorkspace;
let general: string;
beforeAll(async () => {
  app = await testApp();
  workspace = await newWorkspace(app.kernel);
  general = await generalOf(workspace.ctx);
});
afterAll(() => app.close());

let added = 0;
const add = (options: Partial<Parameters<typeof addWebSource>[1]> = {}) =>
  addWebSource(workspace.ctx, { collectionId: general, url: `https://example.com/${++added}`, ...options });

describe("adding a website", () => {
  it("queues its crawl, says so to open pages and is recorded", async () => {
    const heard: unknown[] = [];
    const stop = app.kernel.realtime.subscribe(`workspace:${workspace.id}`, (delivery) =>
      heard.push(delivery),
    );
    const source = await add({ mode: "crawl", url: "https://EXAMPLE.com/docs#top", everyHours: 24 });
    expect(source).toMatchObject({
      collectionId: general,
      mode: "crawl",
      url: "https://example.com/docs",
      state: "queued",
      maxDepth: 2,
      maxPages: 100,
      everyHours: 24,
      nextCrawlAt: null,
    });
    await expect
      .poll(() => heard)
      .toContainEqual({
        type: "message",
        message: {
          type: "source.changed",
          sourceId: source.id,
          collectionId: general,
          state: "queued",
          pagesDone: 0,
          pagesFound: 0,
        },
      });
    stop();
    expect(await auditTrail(app, "source.added", { targetId: source.id })).toMatchObject([
      { actorId: workspace.owner.id, details: { url: "https://example.com/docs", mode: "crawl" } },
    ]);
  });

  it.each([
    ["this machine", "http://127.0.0.1:5432/"],
    ["this machine in decimal", "http://2130706433/"],
    ["the metadata service", "http://169.254.169.254/latest/meta-data/"],
    ["a private network", "https://10.1.2.3/"],
    ["IPv6 loopback", "http://[::1]/"],
    ["a mail server's port", "http://example.com:25/"],
    ["an address with a password", "https://user:secret@example.com/"],
    ["a file", "file:///etc/passwd"],
    ["a script", "javascript:alert(1)"],
    ["nothing", ""],
  ])("refuses %s at once", async (_kind, url) => {
    const failure = await add({ url }).catch((error: unknown) => error);
    expect(failure).toSatisfy(
      (error: { name: string; code?: string }) =>
        error.name === "ZodError" || error.code === "validation_failed",
    );
  });

  it("twice to one collection is a conflict, also at the same moment", async () => {
    const url = "https://example.com/twice";
    const results = await Promise.allSettled([add({ url }), add({ url }), add({ url: `${url}#part` })]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
    expect(results.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "conflict" },
    });
  });

  it("ends at the limit of a workspace", async () => {
    const full = await newWorkspace(app.kernel);
    const collectionId = await generalOf(full.ctx);
    await app.adminPool.query(
      `insert into websites.source (workspace_id, id, collection_id, mode, url, state, run_id, seen_at, created_at)
       select $1, gen_random_uuid(), $2, 'page', 'https://example.com/' || n, 'ready', gen_random_uuid(), now(), now()
       from generate_series(1, $3) n`,
      [full.id, collectionId, SOURCES_PER_WORKSPACE],
    );
    await expect(
      addWebSource(full.ctx, { collectionId, url: "https://example.com/more" }),
    ).rejects.toMatchObject({ code: "limit_reached" });
  });
});

describe("who may", () => {
  it("a stranger's workspace finds no source of ours and no collection to add one to", async () => {
    const { id } = await add();
    const { ctx } = await newWorkspace(app.kernel);
    await expect(
      addWebSource(ctx, { collectionId: general, url: "https://example.com/" }),
    ).rejects.toMatchObject({ code: "not_found" });
    for (const attempt of [recrawlSource, cancelSource, removeSource]) {
      await expect(attempt(ctx, id)).rejects.toMatchObject({ code: "not_found" });
    }
    await expect(listSourcePages(ctx, id, {})).rejects.toMatchObject({ code: "not_found" });
    expect((await listSources(ctx, {})).items).toEqual([]);
  });

  it.each(["viewer", "member", "agent"] as const)("a %s sees sources and changes none", async (role) => {
    const { id } = await add();
    const { inside } = await newMember(workspace, role);
    await expect(
      addWebSource(inside, { collectionId: general, url: "https://example.com/" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    for (const attempt of [recrawlSource, cancelSource, removeSource]) {
      await expect(attempt(inside, id)).rejects.toMatchObject({ code: "forbidden" });
    }
    expect((await listSources(inside, {})).items.map((source) => source.id)).toContain(id);
  });

  it("whoever may not read a collection does not see its sources", async () => {
    const library = await libraryOf(app, workspace);
    const collectionId = await library.restricted("Board", [{ userId: workspace.owner.id }]);
    const { id } = await add({ collectionId });
    const { inside } = await newMember(workspace, "member");
    expect((await listSources(inside, {})).items.map((source) => source.id)).not.toContain(id);
    await expect(listSourcePages(inside, id, {})).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("changing a source", () => {
  it("a crawl that waits is not begun twice, one that was cancelled is begun anew", async () => {
    const { id } = await add({ everyHours: 1 });
    expect((await recrawlSource(workspace.ctx, id)).state).toBe("queued");
    expect(await auditTrail(app, "source.recrawled", { targetId: id })).toEqual([]);
    expect(await cancelSource(workspace.ctx, id)).toMatchObject({ state: "cancelled", nextCrawlAt: null });
    expect(await auditTrail(app, "source.cancelled", { targetId: id })).toHaveLength(1);
    expect((await cancelSource(workspace.ctx, id)).state).toBe("cancelled");
    expect(await auditTrail(app, "source.cancelled", { targetId: id })).toHaveLength(1);
    expect((await recrawlSource(workspace.ctx, id)).state).toBe("queued");
    expect(await auditTrail(app, "source.recrawled", { targetId: id })).toHaveLength(1);
  });

  it("removing it is recorded, and a second time there is none", async () => {
    const { id } = await add();
    await removeSource(workspace.ctx, id);
    expect(await auditTrail(app, "source.removed", { targetId: id })).toHaveLength(1);
    await expect(removeSource(workspace.ctx, id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("lists are paged, newest first, and may name a collection", async () => {
    const other = await newWorkspace(app.kernel);
    const collectionId = await generalOf(other.ctx);
    for (const path of ["a", "b", "c"]) {
      await addWebSource(other.ctx, { collectionId, url: `https://example.com/${path}` });
      app.clock.advance(1_000);
    }
    const first = await listSources(other.ctx, { limit: 2, collectionId });
    expect(first.items.map(({ url }) => url)).toEqual(["https://example.com/c", "https://example.com/b"]);
    const second = await listSources(other.ctx, {
      limit: 2,
      ...(first.nextCursor === null ? {} : { cursor: first.nextCursor }),
    });
    expect(second).toMatchObject({ items: [{ url: "https://example.com/a" }], nextCursor: null });
    expect((await listSources(other.ctx, { collectionId: app.kernel.newId() })).items).toEqual([]);
  });
});
