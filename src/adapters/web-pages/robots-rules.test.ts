import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openSite, page, plain, type Site } from "../../testing/website.ts";
import { localReader } from "./testing/reader.ts";

let site: Site;
let reader: ReturnType<typeof localReader>;
beforeAll(() => {
  reader = localReader();
});
afterAll(() => reader.close());
beforeEach(async () => {
  site = await openSite({ "/open": page("<p>Open.</p>"), "/private/x": page("<p>Not for robots.</p>") });
});
afterEach(() => site.close());

const ask = (path = "/open") => reader.robots(`${site.url}${path}`, reader.signal);

describe("robots.txt", () => {
  it("keeps a page from being asked for at all", async () => {
    site.serve("/robots.txt", plain("User-agent: *\nDisallow: /private/\n"));
    expect(await reader.read(`${site.url}/private/x`)).toMatchObject({
      status: "excluded",
      reason: expect.stringContaining("robots.txt"),
    });
    expect(site.asked).toEqual(["/robots.txt"]);
    expect((await reader.read(`${site.url}/open`)).status).toBe("changed");
  });

  it("holds for where a redirect leads to", async () => {
    site.serve("/robots.txt", plain("User-agent: *\nDisallow: /private/\n"));
    site.serve("/go", (_request, response) => void response.writeHead(302, { location: "/private/x" }).end());
    expect((await reader.read(`${site.url}/go`)).status).toBe("excluded");
    expect(site.asked).not.toContain("/private/x");
  });

  it("may say something for us alone", async () => {
    site.serve(
      "/robots.txt",
      plain("User-agent: *\nDisallow: /\n\nUser-agent: ParleyBot\nAllow: /\nCrawl-delay: 7\n"),
    );
    expect(await ask()).toEqual({ allowed: true, delayMs: 7_000, sitemaps: [] });
  });

  it("names the delay between requests, up to half a minute", async () => {
    site.serve(
      "/robots.txt",
      plain("User-agent: *\nCrawl-delay: 86400\nSitemap: https://example.com/map.xml\n"),
    );
    expect(await ask()).toEqual({
      allowed: true,
      delayMs: 30_000,
      sitemaps: ["https://example.com/map.xml"],
    });
  });

  it.each(["-5", "soon", "NaN", "Infinity"])("with the delay %s means our own", async (delay) => {
    site.serve("/robots.txt", plain(`User-agent: *\nCrawl-delay: ${delay}\n`));
    const { delayMs } = await ask();
    expect([0, 30_000]).toContain(delayMs);
  });

  it.each([400, 401, 403, 404])("that answers %i forbids nothing", async (status) => {
    site.serve("/robots.txt", plain("User-agent: *\nDisallow: /", status));
    expect((await ask()).allowed).toBe(true);
  });

  it.each([429, 500, 503])("that answers %i forbids everything for now", async (status) => {
    site.serve("/robots.txt", plain("", status));
    await expect(reader.read(`${site.url}/open`)).rejects.toMatchObject({ code: "refused_by_site" });
    expect(site.asked).toEqual(["/robots.txt"]);
  });

  it("that failed is asked again after a minute, and one that is known after an hour", async () => {
    let nowMs = 0;
    const patient = localReader({ nowMs: () => nowMs });
    const allowed = () =>
      patient.robots(`${site.url}/open`, patient.signal).then(
        (answer) => answer.allowed,
        () => null,
      );
    site.serve("/robots.txt", plain("", 500));
    expect(await allowed()).toBeNull();
    site.serve("/robots.txt", plain("User-agent: *\nDisallow: /"));
    expect(await allowed()).toBeNull();
    nowMs += 61_000;
    expect(await allowed()).toBe(false);
    site.serve("/robots.txt", plain(""));
    expect(await allowed()).toBe(false);
    nowMs += 3_600_001;
    expect(await allowed()).toBe(true);
    await patient.close();
  });

  it("of any size is read as far as the rules ask, and no further", async () => {
    site.serve(
      "/robots.txt",
      plain(`User-agent: *\nDisallow: /open\n${"# filler\n".repeat(200_000)}Disallow: /private/\n`),
    );
    expect((await ask()).allowed).toBe(false);
    expect((await ask("/x")).allowed).toBe(true);
  });

  it("that would take long to match refuses instead of holding everything up", async () => {
    site.serve("/robots.txt", plain(`User-agent: *\nDisallow: ${"*a".repeat(250_000)}\n`));
    await expect(ask(`/${"a".repeat(1_500)}`)).rejects.toMatchObject({ code: "refused_by_site" });
  });
});
