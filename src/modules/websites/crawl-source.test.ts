import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { filesOfSource } from "../../testing/page-files.ts";
import { newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { openSite, page, plain, type Site } from "../../testing/website.ts";
import { openFile } from "../files/index.ts";
import { listDocuments, search } from "../knowledge/index.ts";
import { addWebSource } from "./add-web-source.ts";
import { cancelSource } from "./cancel-source.ts";
import type { WebSource } from "./contract.ts";
import { crawlSource } from "./crawl-source.ts";
import { partsOf, setParts } from "./internal/parts.ts";
import { listSourcePages } from "./list-source-pages.ts";
import { listSources } from "./list-sources.ts";
import { recrawlSource } from "./recrawl-source.ts";
import { removeSource } from "./remove-source.ts";
import { generalOf } from "./testing/general-of.ts";

let app: TestApp;
let workspace: TestWorkspace;
let general: string;
let site: Site;
beforeAll(async () => {
  app = await testApp({ env: { WEB_ALLOW_LOOPBACK: "on" } });
});
afterAll(() => app.close());
beforeEach(async () => {
  workspace = await newWorkspace(app.kernel);
  general = await generalOf(workspace.ctx);
  site = await openSite();
});
afterEach(() => site.close());

type Options = Partial<Parameters<typeof addWebSource>[1]>;

function add(options: Options = {}, path = "/"): Promise<WebSource> {
  return addWebSource(workspace.ctx, {
    collectionId: general,
    mode: "crawl",
    url: site.url + path,
    ...options,
  });
}
async function crawled(options: Options = {}, path = "/"): Promise<WebSource> {
  const { id } = await add(options, path);
  await app.jobs.drain();
  return sourceOf(id);
}
async function crawledAgain(id: string): Promise<WebSource> {
  await recrawlSource(workspace.ctx, id);
  await app.jobs.drain();
  return sourceOf(id);
}
async function sourceOf(id: string): Promise<WebSource> {
  const source = (await listSources(workspace.ctx, {})).items.find((one) => one.id === id);
  if (source === undefined) throw new Error("The source is not listed.");
  return source;
}
async function documents() {
  const { items } = await listDocuments(workspace.ctx, { limit: 100 });
  return items.sort((a, b) => (a.url ?? "").localeCompare(b.url ?? ""));
}
async function pathsKept(): Promise<string[]> {
  return (await documents()).map(({ url }) => new URL(url ?? "").pathname + new URL(url ?? "").search);
}
async function pageStates(id: string): Promise<Record<string, string>> {
  const { items } = await listSourcePages(workspace.ctx, id, { limit: 100 });
  return Object.fromEntries(items.map(({ url, state }) => [url.slice(site.url.length), state]));
}
const filesOf = (sourceId: string) => filesOfSource(app, sourceId);
const text = (what: string, ...links: string[]) =>
  page(
    `<h1>${what}</h1><p>All about ${what}.</p>${links.map((link) => `<a href="${link}">${link}</a>`).join(" ")}`,
    what,
  );

describe("a page", () => {
  it("becomes a document that searches find, with its title and address", async () => {
    site.serve("/hours", text("Opening hours of the lighthouse"));
    expect(await crawled({ mode: "page" }, "/hours")).toMatchObject({
      state: "ready",
      pagesDone: 1,
      pagesFound: 1,
      failure: null,
    });
    const [document] = await documents();
    expect(document).toMatchObject({
      name: "Opening hours of the lighthouse",
      url: `${site.url}/hours`,
      kind: "html",
      state: "ready",
      searchable: true,
    });
    const { passages } = await search(workspace.ctx, { q: "lighthouse hours" });
    expect(passages[0]).toMatchObject({ documentId: document?.id, url: `${site.url}/hours` });
  });

  it("that cannot be read says why at the source", async () => {
    site.serve("/members", plain("", 403));
    expect(await crawled({ mode: "page" }, "/members")).toMatchObject({
      state: "failed",
      failure: { code: "refused_by_site", message: expect.stringContaining("403") },
    });
    expect(await documents()).toEqual([]);
  });

  it("that robots.txt keeps from us is not read, and the reason is said", async () => {
    site.serve("/robots.txt", plain("User-agent: *\nDisallow: /private"));
    site.serve("/private", text("Secret"));
    expect(await crawled({ mode: "page" }, "/private")).toMatchObject({
      state: "failed",
      failure: { code: "refused_by_site", message: expect.stringContaining("robots.txt") },
    });
    expect(site.asked).not.toContain("/private");
  });

  it("without text says so", async () => {
    site.serve("/app", page("<script>draw()</script>"));
    expect(await crawled({ mode: "page" }, "/app")).toMatchObject({
      state: "failed",
      failure: { code: "empty" },
    });
  });

  it.each([
    ["redirects for ever", "unreachable", plain("", 302, { location: "/" })],
    ["answers 429", "refused_by_site", plain("", 429, { "retry-after": "9999" })],
    ["is too large", "too_large", plain("x".repeat(11 * 1024 * 1024), 200, { "content-type": "text/html" })],
  ])("that %s ends in a clear state", async (_kind, code, answer) => {
    site.serve("/", answer);
    expect(await crawled({ mode: "page" })).toMatchObject({ state: "failed", failure: { code } });
  });
});

describe("a crawl", () => {
  it("follows links breadth first to its depth, on its own host only, each page once", async () => {
    const other = await openSite({ "/": text("Elsewhere") });
    site.serve(
      "/",
      text(
        "Home",
        "/a",
        "/b#part",
        "/b",
        other.url,
        "mailto:x@example.com",
        "javascript:void(0)",
        "/logo.png",
      ),
    );
    site.serve("/a", text("Page A", "/", "/a1"));
    site.serve("/b", text("Page B", "/b1"));
    site.serve("/a1", text("Page A1", "/deep"));
    site.serve("/b1", text("Page B1"));
    site.serve("/deep", text("Too deep"));
    expect(await crawled({ maxDepth: 2 })).toMatchObject({ state: "ready", pagesDone: 5, pagesFound: 5 });
    expect(site.asked).toEqual(["/robots.txt", "/", "/a", "/b", "/a1", "/b1"]);
    expect(other.asked).toEqual([]);
    expect(await pathsKept()).toEqual(["/", "/a", "/a1", "/b", "/b1"]);
    await other.close();
  });

  it("stops at its page limit in a calendar without end", async () => {
    site.serve("*", (request, response) => {
      if (request.url === "/robots.txt") return plain("", 404)(request, response);
      const day = Number(/\d+/.exec(request.url ?? "")?.[0] ?? 0);
      response.writeHead(200, { "content-type": "text/html" });
      response.end(
        text(`Day ${day}`, ...Array.from({ length: 50 }, (_, step) => `/day?n=${day * 50 + step + 1}`)),
      );
    });
    const source = await crawled({ maxDepth: 10, maxPages: 30 });
    expect(source.state).toBe("ready");
    expect(await documents()).toHaveLength(30);
    expect(source.pagesFound).toBeLessThanOrEqual(100);
    expect(site.asked).toHaveLength(31);
  });

  it("keeps no more addresses than it can use from a page of endless links", async () => {
    site.serve("/", text("Home", ...Array.from({ length: 5_000 }, (_, number) => `/gone-${number}`)));
    const source = await crawled({ maxPages: 5, maxDepth: 1 });
    expect(source.pagesFound).toBe(100);
    expect(source.state).toBe("ready");
    expect(await pathsKept()).toEqual(["/"]);
  });

  it("goes on past pages that fail, and each says why", async () => {
    site.serve("/", text("Home", "/broken", "/members", "/empty", "/picture", "/fine"));
    site.serve("/broken", plain("", 500));
    site.serve("/members", plain("", 401));
    site.serve("/empty", page(""));
    site.serve("/picture", plain("x", 200, { "content-type": "image/png" }));
    site.serve("/fine", text("Fine"));
    const source = await crawled();
    expect(source).toMatchObject({ state: "ready", failure: null });
    expect(await pageStates(source.id)).toEqual({
      "/": "kept",
      "/broken": "failed",
      "/members": "failed",
      "/empty": "failed",
      "/picture": "failed",
      "/fine": "kept",
    });
    const { items } = await listSourcePages(workspace.ctx, source.id, { state: "failed" });
    expect(items.every(({ reason }) => (reason ?? "").endsWith("."))).toBe(true);
    expect(await pathsKept()).toEqual(["/", "/fine"]);
  });

  it("ends when one page after the other fails, and keeps what it has", async () => {
    site.serve("/", text("Home", ...Array.from({ length: 40 }, (_, number) => `/p${number}`)));
    site.serve("*", (request, response) =>
      request.url === "/robots.txt" ? plain("", 404)(request, response) : plain("", 500)(request, response),
    );
    const source = await crawled();
    expect(source).toMatchObject({
      state: "failed",
      failure: { message: expect.stringContaining("One page after the other") },
    });
    expect(site.asked).toHaveLength(12);
    expect(await pathsKept()).toEqual(["/"]);
  });

  it("respects noindex, nofollow, robots.txt and what leads to other hosts", async () => {
    const other = await openSite({ "/": text("Elsewhere") });
    site.serve("/robots.txt", plain("User-agent: *\nDisallow: /private/"));
    site.serve("/", text("Home", "/noindex", "/nofollow", "/private/x", "/away"));
    site.serve("/noindex", `<meta name=robots content=noindex><p>Hidden.</p><a href="/beyond">x</a>`);
    site.serve(
      "/nofollow",
      `<meta name=robots content=nofollow><p>Shown, and links to nothing.</p><a href="/never">x</a>`,
    );
    site.serve("/beyond", text("Beyond"));
    site.serve("/away", plain("", 302, { location: other.url }));
    const source = await crawled();
    expect(await pageStates(source.id)).toMatchObject({
      "/noindex": "excluded",
      "/private/x": "excluded",
      "/away": "excluded",
      "/beyond": "kept",
    });
    expect(await pathsKept()).toEqual(["/", "/beyond", "/nofollow"]);
    expect(site.asked).not.toContain("/never");
    await other.close();
  });

  it("keeps one document of pages that say the same, and of a page that sends on", async () => {
    site.serve("/", text("Home", "/a?utm_source=x", "/old", "/copy", "/shown?sort=up"));
    site.serve("/a", text("Page A"));
    site.serve("/copy", text("Page A"));
    site.serve("/old", plain("", 301, { location: "/new" }));
    site.serve("/new", text("New place"));
    site.serve(
      "/shown?sort=up",
      `<link rel=canonical href="/shown"><title>List</title><p>A sorted list.</p>`,
    );
    const source = await crawled();
    expect(await pageStates(source.id)).toEqual({
      "/": "kept",
      "/a": "kept",
      "/copy": "duplicate",
      "/old": "redirected",
      "/new": "kept",
      "/shown?sort=up": "redirected",
      "/shown": "kept",
    });
    expect(await pathsKept()).toEqual(["/", "/a", "/new", "/shown"]);
  });

  it("of a site whose robots.txt fails reads nothing for now", async () => {
    site.serve("/robots.txt", plain("", 500));
    site.serve("/", text("Home"));
    expect(await crawled()).toMatchObject({ state: "failed", failure: { code: "refused_by_site" } });
    expect(site.asked).toEqual(["/robots.txt"]);
  });

  it("never reads a page of a private network, whatever a page links to", async () => {
    site.serve("/", text("Home", "http://169.254.169.254/latest", "http://10.0.0.1/", "/inner"));
    site.serve("/inner", plain("", 302, { location: "http://169.254.169.254/latest" }));
    const source = await crawled();
    expect(await pageStates(source.id)).toEqual({ "/": "kept", "/inner": "failed" });
  });
});

describe("a sitemap", () => {
  it("gives the pages, those of other hosts left out", async () => {
    const urls = ["/1", "/2", "https://elsewhere.example/3"];
    site.serve(
      "/sitemap.xml",
      plain(`<urlset>${urls.map((url) => `<url><loc>${url}</loc></url>`).join("")}</urlset>`),
    );
    site.serve("/1", text("One", "/not-listed"));
    site.serve("/2", text("Two"));
    expect(await crawled({ mode: "sitemap" })).toMatchObject({ state: "ready", pagesDone: 2, pagesFound: 2 });
    expect(await pathsKept()).toEqual(["/1", "/2"]);
    expect(site.asked).not.toContain("/not-listed");
  });

  it("is found by robots.txt", async () => {
    site.serve("/robots.txt", plain(`Sitemap: ${site.url}/maps/all.xml`));
    site.serve("/maps/all.xml", plain("<urlset><url><loc>/1</loc></url></urlset>"));
    site.serve("/1", text("One"));
    expect((await crawled({ mode: "sitemap" })).state).toBe("ready");
  });

  it.each([
    ["missing", plain("", 404), "unreachable"],
    ["empty", plain("<urlset></urlset>"), "empty"],
    ["broken", plain("<urlset><url>"), "empty"],
  ])("that is %s says why", async (_kind, answer, code) => {
    site.serve("/sitemap.xml", answer);
    expect(await crawled({ mode: "sitemap" })).toMatchObject({ state: "failed", failure: { code } });
  });
});

describe("crawling again", () => {
  it("costs nothing for pages that are as they were, by their tag or by their text", async () => {
    site.serve("/", text("Home", "/tagged"));
    site.serve("/tagged", (request, response) => {
      if (request.headers["if-none-match"] === '"1"') return void response.writeHead(304).end();
      response.writeHead(200, { etag: '"1"', "content-type": "text/html" }).end(text("Tagged", "/below"));
    });
    site.serve("/below", text("Below"));
    const source = await crawled();
    const before = await documents();
    expect(before).toHaveLength(3);
    expect(await crawledAgain(source.id)).toMatchObject({ state: "ready", pagesDone: 3 });
    expect(await pageStates(source.id)).toEqual({
      "/": "unchanged",
      "/tagged": "unchanged",
      "/below": "unchanged",
    });
    expect(await documents()).toEqual(before);
  });

  it("renews what changed, removes what is gone and finds what is new", async () => {
    site.serve("/", text("Home", "/stays", "/goes"));
    site.serve("/stays", text("Former opening hours"));
    site.serve("/goes", text("Obsolete walrus"));
    const source = await crawled();
    const stays = (await documents()).find(({ url }) => url?.endsWith("/stays"));
    const files = await filesOf(source.id);
    expect(files).toHaveLength(3);
    site.serve("/", text("Home", "/stays", "/new"));
    site.serve("/stays", text("Present opening hours"));
    site.serve("/goes", plain("", 410));
    site.serve("/new", text("Brand new heron"));
    expect((await crawledAgain(source.id)).state).toBe("ready");
    expect(await pathsKept()).toEqual(["/", "/new", "/stays"]);
    expect((await documents()).find(({ url }) => url?.endsWith("/stays"))).toMatchObject({
      id: stays?.id,
      name: "Present opening hours",
      state: "ready",
    });
    expect((await search(workspace.ctx, { q: "walrus" })).passages).toEqual([]);
    expect((await search(workspace.ctx, { q: "heron" })).passages).toHaveLength(1);
    for (const file of files) {
      if (!(await filesOf(source.id)).includes(file)) {
        await expect(openFile(workspace.ctx, file)).rejects.toMatchObject({ code: "not_found" });
      }
    }
  });

  it("keeps the former text of a page that fails this time", async () => {
    site.serve("/", text("Home"));
    const source = await crawled();
    site.serve("/", plain("", 500));
    expect(await crawledAgain(source.id)).toMatchObject({
      state: "failed",
      failure: { code: "unreachable" },
    });
    expect(await documents()).toMatchObject([{ state: "ready", searchable: true }]);
  });

  it("comes on schedule, once, also with two clocks", async () => {
    site.serve("/", text("Home"));
    const source = await crawled({ everyHours: 24, mode: "page" });
    expect(source.nextCrawlAt).toBe(new Date(app.clock.now().getTime() + 86_400_000).toISOString());
    const visits = () => site.asked.filter((path) => path === "/").length;
    await app.sweep("websites.crawl-due");
    await app.jobs.drain();
    expect(visits()).toBe(1);
    app.clock.advance(86_400_000);
    await Promise.all([app.sweep("websites.crawl-due"), app.sweep("websites.crawl-due")]);
    await app.jobs.drain();
    expect(visits()).toBe(2);
    expect((await sourceOf(source.id)).nextCrawlAt).toBe(
      new Date(app.clock.now().getTime() + 86_400_000).toISOString(),
    );
  });
});

describe("a crawl that is interrupted", () => {
  const runOf = async (id: string) => {
    const { rows } = await app.adminPool.query<{ run_id: string }>(
      "select run_id from websites.source where id = $1",
      [id],
    );
    return rows[0]?.run_id ?? "";
  };

  it("by a process that stops goes on where it was, by the job that it leaves", async () => {
    const stopping = new AbortController();
    const parts = partsOf(app.kernel);
    setParts(app.kernel, { ...parts, stopping: stopping.signal });
    site.serve("/", text("Home", "/a", "/b"));
    site.serve("/a", () => stopping.abort(new Error("The process stops.")));
    site.serve("/b", text("Page B"));
    const { id } = await add();
    await crawlSource(
      { ...workspace.ctx, actor: { kind: "job", name: "test" } },
      { sourceId: id, runId: await runOf(id) },
    );
    expect(await pageStates(id)).toEqual({ "/": "kept", "/a": "waiting", "/b": "waiting" });
    setParts(app.kernel, parts);
    site.serve("/a", text("Page A"));
    await app.jobs.drain();
    expect(await sourceOf(id)).toMatchObject({ state: "ready", pagesDone: 3 });
    expect(site.asked.filter((path) => path === "/")).toHaveLength(1);
  });

  it("by a process that dies is taken up when there was no sign of life for a while", async () => {
    site.serve("/", text("Home"));
    const { id } = await add();
    // Its job went with the process that had it: the one that waits here is of another crawl.
    const lost = "update websites.source set state = 'crawling', run_id = gen_random_uuid() where id = $1";
    await app.adminPool.query(lost, [id]);
    await app.sweep("websites.crawl-due");
    await app.jobs.drain();
    expect((await sourceOf(id)).state).toBe("crawling");
    app.clock.advance(300_000);
    await app.sweep("websites.crawl-due");
    await app.jobs.drain();
    expect((await sourceOf(id)).state).toBe("ready");
  });

  it("by a person ends at once, keeps what was read and is not taken up again", async () => {
    site.serve("/", text("Home", "/a", "/b"));
    site.serve("/a", (_request, response) => {
      void listSources(workspace.ctx, {})
        .then(({ items }) => cancelSource(workspace.ctx, items[0]?.id ?? ""))
        .then(() => response.writeHead(200, { "content-type": "text/html" }).end(text("Page A")));
    });
    const source = await crawled({ everyHours: 1 });
    expect(source).toMatchObject({ state: "cancelled", nextCrawlAt: null });
    expect(await pathsKept()).toEqual(["/"]);
    app.clock.advance(86_400_000);
    await app.sweep("websites.crawl-due");
    await app.jobs.drain();
    expect((await sourceOf(source.id)).state).toBe("cancelled");
  });

  it("by the removal of its source leaves nothing", async () => {
    let files: string[] = [];
    site.serve("/", text("Home", "/a"));
    site.serve("/a", (_request, response) => {
      void listSources(workspace.ctx, {})
        .then(async ({ items }) => {
          const id = items[0]?.id ?? "";
          files = await filesOf(id);
          await removeSource(workspace.ctx, id);
        })
        .then(() => response.writeHead(200, { "content-type": "text/html" }).end(text("Page A")));
    });
    await add();
    await app.jobs.drain();
    expect((await listSources(workspace.ctx, {})).items).toEqual([]);
    expect(await documents()).toEqual([]);
    const [file] = files;
    await expect(openFile(workspace.ctx, file ?? "")).rejects.toMatchObject({ code: "not_found" });
  });

  it("by our own fault is tried again, a few times, and then says so", async () => {
    site.serve("/", text("Home"));
    const parts = partsOf(app.kernel);
    if (parts.web === null) throw new Error("There is a reader of websites.");
    const broken = { ...parts.web, page: async () => Promise.reject(new Error("a slip of ours")) };
    setParts(app.kernel, { ...parts, web: broken });
    const { id } = await add({ mode: "page" });
    const ctx = { ...workspace.ctx, actor: { kind: "job", name: "test" } } as const;
    const of = { sourceId: id, runId: await runOf(id) };
    for (let attempt = 0; attempt < 4; attempt += 1)
      await expect(crawlSource(ctx, of)).rejects.toThrow("a slip of ours");
    await crawlSource(ctx, of);
    expect(await sourceOf(id)).toMatchObject({ state: "failed", failure: { code: "internal" } });
    setParts(app.kernel, parts);
    expect(await crawledAgain(id)).toMatchObject({ state: "ready", failure: null });
  });
});

it("two websites with more pages than one slice takes are both crawled to the end", async () => {
  const other = await openSite();
  for (const one of [site, other]) {
    one.serve("/", text(`Home ${one.port}`, ...Array.from({ length: 40 }, (_, number) => `/p${number}`)));
    for (let number = 0; number < 40; number += 1)
      one.serve(`/p${number}`, text(`Page ${number} of ${one.port}`));
  }
  await add();
  await add({ url: other.url });
  await app.jobs.drain();
  const { items } = await listSources(workspace.ctx, {});
  expect(items.map(({ state, pagesDone }) => [state, pagesDone])).toEqual([
    ["ready", 41],
    ["ready", 41],
  ]);
  await other.close();
});
