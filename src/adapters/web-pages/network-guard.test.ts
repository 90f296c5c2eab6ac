import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSite, page, type Site } from "../../testing/website.ts";
import { WEB_LIMITS } from "./limits.ts";
import { NetworkGuard } from "./network-guard.ts";
import { localReader } from "./testing/reader.ts";

let site: Site;
beforeEach(async () => {
  site = await openSite({ "/": page("<p>The secret of this machine.</p>") });
});
afterEach(() => site.close());

describe("checkUrl", () => {
  const guard = new NetworkGuard({ allowLoopback: false, limits: WEB_LIMITS });

  it("gives an address in its one spelling, without fragment", () => {
    expect(guard.checkUrl("HTTPS://Example.com:443/a/../b?x=1#part").href).toBe("https://example.com/b?x=1");
  });

  it.each([
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://0x7f.1/",
    "http://127.1/",
    "http://0/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127.0.0.1./",
    "http://%31%32%37.0.0.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[::]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://0xa9fea9fe/",
    "http://192.168.0.1/",
    "https://100.100.100.200/",
  ])("refuses %s, which is a private address in some spelling", (url) => {
    expect(() => guard.checkUrl(url)).toThrow(/private network/);
  });

  it.each([
    ["a file", "file:///etc/passwd", /https:\/\//],
    ["FTP", "ftp://example.com/", /https:\/\//],
    ["data", "data:text/html,hello", /https:\/\//],
    ["gopher", "gopher://example.com:70/", /https:\/\//],
    ["a script", "javascript:alert(1)", /https:\/\//],
    ["a password", "https://user:secret@example.com/", /password/],
    ["a user name", "https://user@example.com/", /user name/],
    ["the port of a mail server", "http://example.com:25/", /ports/],
    ["the port of Redis", "http://example.com:6379/", /ports/],
    ["what is no address", "not an address", /not an address/],
    ["a host that is none", "http://exa mple.com/", /not an address/],
    ["an endless address", `https://example.com/${"a".repeat(2_000)}`, /too long/],
  ])("refuses %s", (_kind, url, sentence) => {
    expect(() => guard.checkUrl(url)).toThrow(sentence);
  });
});

describe("a name", () => {
  it("that resolves to this machine is not read, and the machine is not even asked", async () => {
    const reader = localReader({ allowLoopback: false, resolve: async () => ["127.0.0.1"] });
    await expect(reader.read("http://innocent.example/")).rejects.toMatchObject({
      code: "unreachable",
      message: expect.stringContaining("private network"),
    });
    expect(site.asked).toEqual([]);
    await reader.close();
  });

  it.each([
    ["10.0.0.1"],
    ["::1"],
    ["::ffff:127.0.0.1"],
    ["169.254.169.254"],
    ["fd00::1"],
    ["64:ff9b::7f00:1"],
  ])("that resolves to %s is refused", async (address) => {
    const reader = localReader({ allowLoopback: false, resolve: async () => [address] });
    await expect(reader.read("https://innocent.example/")).rejects.toThrow(/private network/);
    await reader.close();
  });

  it("with one private address among public ones is refused whole", async () => {
    const reader = localReader({ allowLoopback: false, resolve: async () => ["93.184.216.34", "10.0.0.1"] });
    await expect(reader.read("http://mixed.example/")).rejects.toThrow(/private network/);
    await reader.close();
  });

  it("is looked up once for each connection, which goes to what was checked", async () => {
    let lookUps = 0;
    const resolve = async () => {
      lookUps += 1;
      return ["127.0.0.1"];
    };
    const reader = localReader({ resolve });
    const { document } = await reader.read(`http://checked.example:${site.port}/`);
    expect(document?.blocks[0]?.text).toBe("The secret of this machine.");
    expect(lookUps).toBe(site.connections());
    await reader.close();
  });

  it("that turns private after its robots.txt was read is refused at the next connection", async () => {
    // The site ends each connection, so that the page needs a new one and a new look-up.
    site.serve("/robots.txt", (_request, response) => {
      response
        .writeHead(200, { connection: "close", "content-type": "text/plain" })
        .end("User-agent: *\nAllow: /\n");
    });
    let lookUps = 0;
    const resolve = async () => (lookUps++ === 0 ? ["127.0.0.1"] : ["10.0.0.1"]);
    const reader = localReader({ resolve });
    await expect(reader.read(`http://rebinding.example:${site.port}/`)).rejects.toThrow(/private network/);
    expect(site.asked).toEqual(["/robots.txt"]);
    await reader.close();
  });

  it("that nobody knows is said to be unknown", async () => {
    const resolve = async () => {
      throw Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
    };
    const reader = localReader({ resolve });
    await expect(reader.read("https://nowhere.example/")).rejects.toThrow(/no website under this name/);
    await reader.close();
  });
});

describe("a redirect", () => {
  it.each([
    ["the metadata service", "http://169.254.169.254/latest/meta-data/"],
    ["the metadata service in decimal", "http://2852039166/"],
    ["a private address", "//192.168.0.1/router"],
    ["a private address as IPv6", "http://[::ffff:10.0.0.1]/"],
    ["a file", "file:///etc/passwd"],
    ["data", "data:text/html,hello"],
    ["an address with a password", "https://a:b@elsewhere.example/"],
  ])("to %s is not followed", async (_kind, location) => {
    site.serve("/go", (_request, response) => void response.writeHead(307, { location }).end());
    const reader = localReader();
    await expect(reader.read(`${site.url}/go`)).rejects.toMatchObject({ code: "unreachable" });
    expect(site.asked).toEqual(["/robots.txt", "/go"]);
    await reader.close();
  });

  it("to a name that resolves to a private address is not followed", async () => {
    site.serve("/go", (_request, response) => {
      response.writeHead(302, { location: `http://inner.example:${site.port}/` }).end();
    });
    const resolve = async (name: string) => (name === "inner.example" ? ["192.168.0.10"] : ["127.0.0.1"]);
    const reader = localReader({ resolve });
    await expect(reader.read(`http://outer.example:${site.port}/go`)).rejects.toThrow(/private network/);
    expect(site.asked).toEqual(["/robots.txt", "/go"]);
    await reader.close();
  });
});
