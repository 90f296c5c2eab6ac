import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { newWorkspace } from "../../testing/people.ts";
import { openSite, page, plain } from "../../testing/website.ts";
import { listDocuments } from "../knowledge/index.ts";
import { addWebSource } from "./add-web-source.ts";
import { generalOf } from "./testing/general-of.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env: { WEB_ALLOW_LOOPBACK: "on" } });
});
afterAll(() => app.close());

it("a website of more links than are noted, all of which send on, is kept to its limit of pages", async () => {
  const site = await openSite();
  const links = Array.from({ length: 300 }, (_, number) => `<a href="/old-${number}">${number}</a>`).join(
    " ",
  );
  site.serve("/", page(`<p>Home.</p>${links}`));
  site.serve("*", (request, response) => {
    const path = request.url ?? "";
    if (path.startsWith("/old-"))
      return plain("", 301, { location: path.replace("old", "new") })(request, response);
    if (!path.startsWith("/new-")) return plain("", 404)(request, response);
    response.writeHead(200, { "content-type": "text/html" }).end(page(`<p>Page ${path}.</p>`));
  });
  const { ctx } = await newWorkspace(app.kernel);
  await addWebSource(ctx, {
    collectionId: await generalOf(ctx),
    mode: "crawl",
    url: site.url,
    maxPages: 8,
  });
  await app.jobs.drain();
  const { items } = await listDocuments(ctx, { limit: 100 });
  expect(items).toHaveLength(8);
  await site.close();
});
