import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Handler, openSite, page, plain, type Site } from "../../testing/website.ts";
import { localReader, UNKNOWN } from "./testing/reader.ts";

const SHORT = { totalMs: 400, pageBytes: 200_000 };
let site: Site;
let reader: ReturnType<typeof localReader>;
let impatient: ReturnType<typeof localReader>;
beforeAll(() => {
  reader = localReader();
  impatient = localReader({ limits: SHORT });
});
afterAll(() => Promise.all([reader.close(), impatient.close()]));
beforeEach(async () => {
  site = await openSite();
});
afterEach(() => site.close());

const html = (body: string | Buffer, headers: Record<string, string> = {}, status = 200): Handler => {
  return (_request, response) => {
    response.writeHead(status, { "content-type": "text/html", ...headers }).end(body);
  };
};

describe("a page", () => {
  it("becomes blocks with title, headings, lists, tables and code, and links that are absolute", async () => {
    site.serve(
      "/docs/",
      page(
        `<h1>Opening hours</h1><p>We open at <b>nine</b>.</p><ul><li>Monday</li></ul><pre>open()</pre>
         <table><tr><th>Day</th><th>Hours</th></tr><tr><td>Friday</td><td>9 to 17</td></tr></table>
         <a href="more#part">More</a>`,
        "Hours",
      ),
    );
    const read = await reader.read(`${site.url}/docs/`);
    expect(read).toMatchObject({
      status: "changed",
      url: `${site.url}/docs/`,
      links: [`${site.url}/docs/more`],
    });
    expect(read.document).toEqual({
      kind: "html",
      title: "Hours",
      pages: null,
      blocks: [
        { kind: "heading", level: 1, text: "Opening hours" },
        { kind: "paragraph", text: "We open at nine." },
        { kind: "list-item", text: "Monday" },
        { kind: "code", text: "open()" },
        { kind: "table-row", text: "Day | Hours", header: "Day | Hours" },
        { kind: "table-row", text: "Friday | 9 to 17", header: "Day | Hours" },
        { kind: "paragraph", text: "More" },
      ],
    });
  });

  it.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
  ])("packed with %s is unpacked", async (encoding, pack) => {
    site.serve("/", html(pack(page("<p>Packed text.</p>")), { "content-encoding": encoding }));
    expect((await reader.read(site.url)).document?.blocks).toEqual([
      { kind: "paragraph", text: "Packed text." },
    ]);
  });

  it("that the site calls unmodified costs nothing", async () => {
    site.serve("/", (request, response) => {
      if (request.headers["if-none-match"] === '"one"') response.writeHead(304).end();
      else html(page("<p>Text.</p>"), { etag: '"one"' })(request, response);
    });
    const first = await reader.read(site.url);
    expect(first).toMatchObject({ status: "changed", etag: '"one"' });
    const again = await reader.read(site.url, first);
    expect(again).toMatchObject({ status: "unchanged", etag: '"one"', document: null, sha256: first.sha256 });
  });

  it("asks with the date of the last change where the site gives one", async () => {
    const date = "Tue, 10 Nov 2026 08:00:00 GMT";
    site.serve("/", (request, response) => {
      response.writeHead(request.headers["if-modified-since"] === date ? 304 : 200, {
        "last-modified": date,
        "content-type": "text/html",
      });
      response.end(page("<p>Text.</p>"));
    });
    const first = await reader.read(site.url);
    expect((await reader.read(site.url, first)).status).toBe("unchanged");
  });

  it("whose text is the same is unchanged, whatever its scripts and comments say", async () => {
    let visits = 0;
    site.serve("/", (request, response) => {
      visits += 1;
      html(page(`<p>Same text.</p><script>var nonce = ${visits}</script><!-- ${visits} -->`))(
        request,
        response,
      );
    });
    const first = await reader.read(site.url);
    expect(await reader.read(site.url, { ...UNKNOWN, sha256: first.sha256 })).toMatchObject({
      status: "unchanged",
    });
  });

  it.each([404, 410])("that answers %i is gone", async (status) => {
    site.serve("/", plain("", status));
    expect(await reader.read(site.url)).toMatchObject({ status: "gone", document: null });
  });

  it.each([
    [401, "refused_by_site"],
    [403, "refused_by_site"],
    [451, "refused_by_site"],
    [500, "unreachable"],
    [418, "unreachable"],
  ])("that answers %i says why it is not read", async (status, code) => {
    site.serve("/", plain("", status));
    await expect(reader.read(site.url)).rejects.toMatchObject({ code });
  });

  it("that is a document is handed to the reader of documents under its name", async () => {
    site.serve("/files/Price%20list.pdf", (_request, response) => {
      response.writeHead(200, { "content-type": "application/pdf" }).end("%PDF-1.7 and so on");
    });
    const first = await reader.read(`${site.url}/files/Price%20list.pdf`);
    expect(first.document).toMatchObject({ kind: "pdf", blocks: [{ text: "file Price list.pdf" }] });
    const again = await reader.read(`${site.url}/files/Price%20list.pdf`, {
      ...UNKNOWN,
      sha256: first.sha256,
    });
    expect(again.status).toBe("unchanged");
  });

  it.each(["image/png", "video/mp4", "text/css", "font/woff2"])(
    "of type %s is not even downloaded",
    async (type) => {
      site.serve(
        "/",
        (_request, response) => void response.writeHead(200, { "content-type": type }).write("x"),
      );
      await expect(reader.read(site.url)).rejects.toMatchObject({ code: "unsupported" });
    },
  );

  it("without a type is HTML if it looks so", async () => {
    site.serve("/", (_request, response) => void response.writeHead(200).end(page("<p>No type.</p>")));
    expect((await reader.read(site.url)).document?.kind).toBe("html");
  });
});

describe("charsets", () => {
  const text = "Grüße für 5 €";
  const latin = Buffer.concat([
    Buffer.from("<p>Gr"),
    Buffer.from([0xfc, 0xdf]),
    Buffer.from("e f"),
    Buffer.from([0xfc]),
    Buffer.from("r 5 "),
    Buffer.from([0x80]),
    Buffer.from("</p>"),
  ]);

  it.each([
    ["UTF-8 declared as Latin-1", Buffer.from(`<p>${text}</p>`), "text/html; charset=iso-8859-1"],
    ["UTF-8 declared as nothing", Buffer.from(`<p>${text}</p>`), "text/html"],
    ["an unknown charset", Buffer.from(`<p>${text}</p>`), "text/html; charset=klingon"],
    ["Latin-1 declared as UTF-8", latin, "text/html; charset=utf-8"],
    [
      "Latin-1 declared by the page",
      Buffer.concat([Buffer.from('<meta charset="windows-1252">'), latin]),
      "text/html",
    ],
    [
      "UTF-16 with a byte order mark",
      Buffer.from(`\ufeff<p>${text}</p>`, "utf16le"),
      "text/html; charset=utf-8",
    ],
  ])("%s is read", async (_kind, bytes, type) => {
    site.serve("/", html(bytes, { "content-type": type }));
    expect((await reader.read(site.url)).document?.blocks[0]?.text).toBe(text);
  });

  it("a page of zero bytes in the text loses them: the database could not hold them", async () => {
    site.serve("/", html(Buffer.from("<p>one\0two\ud800</p><pre>a\0b</pre>")));
    expect(JSON.stringify((await reader.read(site.url)).document)).not.toMatch(/\\u0000|\\ud800/);
  });
});

describe("a hostile site", () => {
  it("that redirects for ever is left", async () => {
    site.serve("*", (request, response) => {
      if (request.url === "/robots.txt") return void response.writeHead(404).end();
      response.writeHead(302, { location: `/${Number(request.url?.slice(1) ?? 0) + 1}` }).end();
    });
    await expect(reader.read(`${site.url}/0`)).rejects.toMatchObject({
      code: "unreachable",
      message: expect.stringContaining("without end"),
    });
    expect(site.asked.filter((path) => path !== "/robots.txt")).toHaveLength(6);
  });

  it("that redirects to itself is left", async () => {
    site.serve("/", (_request, response) => void response.writeHead(301, { location: "/" }).end());
    await expect(reader.read(site.url)).rejects.toThrow(/without end/);
  });

  it("that never answers is left in time", async () => {
    site.serve("/", () => {});
    await expect(impatient.read(site.url)).rejects.toMatchObject({ code: "took_too_long" });
  });

  it("that sends a byte now and then is left in time", async () => {
    site.serve("/", (_request, response) => {
      response.writeHead(200, { "content-type": "text/html" });
      const timer = setInterval(() => response.write("x"), 20);
      response.on("close", () => clearInterval(timer));
    });
    await expect(impatient.read(site.url)).rejects.toMatchObject({ code: "took_too_long" });
  });

  it("that never ends is left at the limit, and its connection is closed", async () => {
    let closed = false;
    const ended = new Promise<void>((resolve) => {
      site.serve("/", (_request, response) => {
        response.writeHead(200, { "content-type": "text/html" });
        const more = () => {
          while (response.write("<p>for ever and ever</p>".repeat(500)));
        };
        response.on("drain", more).on("close", () => {
          closed = true;
          resolve();
        });
        more();
      });
    });
    await expect(reader.read(site.url)).rejects.toMatchObject({ code: "too_large" });
    await ended;
    expect(closed).toBe(true);
  });

  it("that answers 50 MB is left at 10 MB", async () => {
    let sent = 0;
    const block = Buffer.alloc(1024 * 1024, "x");
    site.serve("/", (_request, response) => {
      response.writeHead(200, { "content-type": "text/html", "content-length": String(50 * block.length) });
      const more = () => {
        while (sent < 50 * block.length) {
          sent += block.length;
          if (!response.write(block)) return;
        }
        response.end();
      };
      response.on("drain", more);
      more();
    });
    await expect(reader.read(site.url)).rejects.toMatchObject({
      code: "too_large",
      message: expect.stringContaining("10 MB"),
    });
    expect(sent).toBeLessThan(30 * block.length);
  });

  it.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
  ])("that sends a %s bomb is left at the limit of what is unpacked", async (encoding, pack) => {
    const bomb = pack(Buffer.alloc(64 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(200_000);
    site.serve("/", html(bomb, { "content-encoding": encoding }));
    await expect(reader.read(site.url)).rejects.toMatchObject({ code: "too_large" });
  });

  it("that lies about its packing is left", async () => {
    site.serve("/", html("this is no gzip", { "content-encoding": "gzip" }));
    await expect(reader.read(site.url)).rejects.toMatchObject({ code: "unreachable" });
  });

  it("that packs in a way that nobody knows is left", async () => {
    site.serve("/", html("?", { "content-encoding": "secret" }));
    await expect(reader.read(site.url)).rejects.toMatchObject({ code: "unsupported" });
  });

  it("that breaks off in the middle is left", async () => {
    site.serve("/", (_request, response) => {
      response.writeHead(200, { "content-type": "text/html", "content-length": "1000" });
      response.write("<p>half", () => response.destroy());
    });
    await expect(reader.read(site.url)).rejects.toMatchObject({ code: "unreachable" });
  });

  it("that sends endless headers is left", async () => {
    site.serve(
      "/",
      (_request, response) => void response.writeHead(200, { "x-long": "x".repeat(60_000) }).end(),
    );
    await expect(reader.read(site.url)).rejects.toThrow(/headers that are too large/);
  });

  it("that nobody serves is unreachable", async () => {
    const closed = await openSite();
    await closed.close();
    await expect(reader.read(closed.url)).rejects.toMatchObject({ code: "unreachable" });
  });

  it("is left at once when the caller leaves", async () => {
    const leaving = new AbortController();
    site.serve("/", () => leaving.abort(new Error("gone home")));
    await expect(reader.page(site.url, UNKNOWN, leaving.signal)).rejects.toThrow("gone home");
  });

  it("whose page has more rows than can be kept is refused, not cut off", async () => {
    const small = localReader({ limits: { blocksOfPage: 10 } });
    site.serve("/ten", page("<p>Ten.</p>".repeat(10)));
    site.serve("/eleven", page("<p>Eleven.</p>".repeat(11)));
    expect((await small.read(`${site.url}/ten`)).document?.blocks).toHaveLength(10);
    await expect(small.read(`${site.url}/eleven`)).rejects.toMatchObject({ code: "too_large" });
    await small.close();
  });

  it("whose page takes the worker too long costs that page and no other", async () => {
    const hasty = localReader({ limits: { parseMs: 3_000 } });
    site.serve("/slow", html(`<body>${"<div>".repeat(1_000_000)}`));
    await expect(hasty.read(`${site.url}/slow`)).rejects.toMatchObject({ code: "took_too_long" });
    site.serve("/fine", page("<p>Fine.</p>"));
    expect((await hasty.read(`${site.url}/fine`)).status).toBe("changed");
    await hasty.close();
  });
});

describe("a site that says later", () => {
  it("is asked again after the time that it names", async () => {
    let visits = 0;
    site.serve("/", (request, response) => {
      visits += 1;
      if (visits < 3) plain("", visits === 1 ? 429 : 503, { "retry-after": "0" })(request, response);
      else html(page("<p>At last.</p>"))(request, response);
    });
    expect((await reader.read(site.url)).document?.blocks[0]?.text).toBe("At last.");
  });

  it("for ever is reported as a refusal after three attempts", async () => {
    site.serve("/", plain("", 429, { "retry-after": "0" }));
    await expect(reader.read(site.url)).rejects.toMatchObject({ code: "refused_by_site" });
    expect(site.asked.filter((path) => path === "/")).toHaveLength(3);
  });

  it("for an hour is not waited for", async () => {
    site.serve("/", plain("", 429, { "retry-after": "3600" }));
    await expect(reader.read(site.url)).rejects.toMatchObject({ code: "refused_by_site" });
    expect(site.asked.filter((path) => path === "/")).toHaveLength(1);
  });

  it("until a date is waited for by the site's own clock", async () => {
    site.serve(
      "/",
      plain("", 503, {
        date: "Fri, 20 Nov 2026 09:00:00 GMT",
        "retry-after": "Fri, 20 Nov 2026 10:00:00 GMT",
      }),
    );
    await expect(reader.read(site.url)).rejects.toMatchObject({ code: "refused_by_site" });
    expect(site.asked.filter((path) => path === "/")).toHaveLength(1);
  });
});

describe("what a page asks of robots", () => {
  it("noindex keeps its text away and its links in", async () => {
    site.serve("/", `<meta name="robots" content="NOINDEX"><a href="/next">next</a><p>Secret.</p>`);
    expect(await reader.read(site.url)).toMatchObject({
      status: "excluded",
      document: null,
      links: [`${site.url}/next`],
    });
  });

  it("nofollow keeps its links away and its text in", async () => {
    site.serve("/", `<meta name="robots" content="nofollow"><a href="/next">next</a><p>Text.</p>`);
    expect(await reader.read(site.url)).toMatchObject({ status: "changed", links: [] });
  });

  it("the same is heard in a header", async () => {
    site.serve("/", html("<a href=/next>next</a><p>Text.</p>", { "x-robots-tag": "noindex, nofollow" }));
    expect(await reader.read(site.url)).toMatchObject({ status: "excluded", links: [], document: null });
  });
});
