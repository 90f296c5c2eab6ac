import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openSite, plain, type Site } from "../../testing/website.ts";
import { localReader } from "./testing/reader.ts";

let site: Site;
let reader: ReturnType<typeof localReader>;
beforeAll(() => {
  reader = localReader({ limits: { sitemapBytes: 1024 * 1024 } });
});
afterAll(() => reader.close());
beforeEach(async () => {
  site = await openSite();
});
afterEach(() => site.close());

const read = (limit = 1_000, path = "/sitemap.xml") =>
  reader.sitemap(`${site.url}${path}`, limit, reader.signal);
const map = (...urls: string[]) =>
  `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls
    .map((url) => `<url><loc> ${url} </loc><lastmod>2026-01-01</lastmod></url>`)
    .join("")}</urlset>`;
const index = (...urls: string[]) =>
  `<sitemapindex>${urls.map((url) => `<sitemap><loc>${url}</loc></sitemap>`).join("")}</sitemapindex>`;

describe("a sitemap", () => {
  it("lists addresses, each once, in order", async () => {
    site.serve(
      "/sitemap.xml",
      plain(map(`${site.url}/b`, `${site.url}/a?x=1&amp;y=2#part`, `${site.url}/b`)),
    );
    expect(await read()).toEqual([`${site.url}/b`, `${site.url}/a?x=1&y=2`]);
  });

  it("leaves out what no page can be", async () => {
    site.serve(
      "/sitemap.xml",
      plain(
        map(
          "javascript:alert(1)",
          "http://10.0.0.1/",
          "ftp://example.com/",
          "/relative",
          "https://a:b@example.com/",
        ),
      ),
    );
    expect(await read()).toEqual([`${site.url}/relative`]);
  });

  it("takes pictures for no pages", async () => {
    site.serve(
      "/sitemap.xml",
      plain(
        `<urlset xmlns:image="i"><url><loc>/page</loc><image:image><image:loc>/picture.png</image:loc></image:image></url></urlset>`,
      ),
    );
    expect(await read()).toEqual([`${site.url}/page`]);
  });

  it("may be an index of others, one of them packed and one of them missing", async () => {
    site.serve("/sitemap.xml", plain(index("/gone.xml", "/one.xml", "/two.xml.gz")));
    site.serve("/one.xml", plain(map("/1")));
    site.serve("/two.xml.gz", (_request, response) => {
      response.writeHead(200, { "content-type": "application/gzip" }).end(gzipSync(map("/2")));
    });
    expect(await read()).toEqual([`${site.url}/1`, `${site.url}/2`]);
  });

  it("may be lines of text", async () => {
    site.serve("/sitemap.txt", plain(`${site.url}/1\r\n\n${site.url}/2\nnot an address\n${site.url}/3`));
    expect(await read(10, "/sitemap.txt")).toEqual([`${site.url}/1`, `${site.url}/2`, `${site.url}/3`]);
  });

  it("is read no further than the limit", async () => {
    site.serve("/sitemap.xml", plain(map(...Array.from({ length: 500 }, (_, number) => `/${number}`))));
    expect(await read(3)).toHaveLength(3);
  });

  it("that names itself and others in a circle ends", async () => {
    site.serve("/sitemap.xml", plain(index("/sitemap.xml", "/other.xml")));
    site.serve("/other.xml", plain(index("/sitemap.xml", "/other.xml")));
    expect(await read()).toEqual([]);
    expect(site.asked).toEqual(["/sitemap.xml", "/other.xml"]);
  });

  it("that names ever new ones ends after fifty", async () => {
    site.serve("*", (request, response) => {
      const number = Number(/\d+/.exec(request.url ?? "")?.[0] ?? 0);
      response.writeHead(200, { "content-type": "text/xml" }).end(index(`/map-${number + 1}.xml`));
    });
    expect(await read()).toEqual([]);
    expect(site.asked).toHaveLength(50);
  });

  it("that unpacks to more than is allowed says so", async () => {
    site.serve("/sitemap.xml", (_request, response) => {
      response
        .writeHead(200, { "content-type": "application/gzip" })
        .end(gzipSync(`<urlset>${" ".repeat(20 * 1024 * 1024)}`));
    });
    await expect(read()).rejects.toMatchObject({ code: "too_large" });
  });

  it("of entities within entities expands none of them", async () => {
    site.serve(
      "/sitemap.xml",
      plain(
        `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>`,
      ),
    );
    await expect(read()).rejects.toMatchObject({ code: "damaged" });
  });

  it.each([
    ["no XML", "<urlset><url><loc>/1</loc></nothing>", 200, "damaged"],
    ["missing", "", 404, "unreachable"],
    ["refused", "", 403, "refused_by_site"],
  ])("that is %s says why", async (_kind, body, status, code) => {
    site.serve("/sitemap.xml", plain(body, status));
    await expect(read()).rejects.toMatchObject({ code });
  });
});
