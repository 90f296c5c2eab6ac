import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../../testing/app.ts";
import { newWorkspace } from "../../../testing/people.ts";
import { openSite, page, plain } from "../../../testing/website.ts";
import { addWebSource } from "../add-web-source.ts";
import { listSources } from "../list-sources.ts";
import { generalOf } from "../testing/general-of.ts";
import { takeHostTurn } from "./host-turns.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env: { WEB_ALLOW_LOOPBACK: "on" } });
});
afterAll(() => app.close());

const stays = new AbortController().signal;
const DELAY_MS = 150;
/** Timers may be a little early. */
const SLACK_MS = 5;

/** Those that came before their turn, when they come one after the other from `begun` on; late ones do no harm. */
function early(begun: number, times: readonly number[]): number[] {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted.filter((time, at) => time - begun < at * DELAY_MS - SLACK_MS);
}

async function turn(host: string, at: number[]): Promise<void> {
  const { ctx } = await newWorkspace(app.kernel);
  await takeHostTurn(ctx, `https://${host}/page`, DELAY_MS, stays);
  at.push(performance.now());
}

describe("a host", () => {
  it("is asked by one after the other, whosever crawl it is, with or without www", async () => {
    const at: number[] = [];
    const begun = performance.now();
    const names = ["one.example", "www.one.example", "ONE.example", "one.example"];
    await Promise.all(names.map((name) => turn(name, at)));
    expect(at).toHaveLength(names.length);
    expect(early(begun, at)).toEqual([]);
  });

  it("does not wait for another one", async () => {
    const began = performance.now();
    const { ctx } = await newWorkspace(app.kernel);
    for (const name of ["two.example", "three.example"])
      await takeHostTurn(ctx, `https://${name}/`, 60_000, stays);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it("is not waited for by who is told to end", async () => {
    const { ctx } = await newWorkspace(app.kernel);
    await takeHostTurn(ctx, "https://four.example/", 60_000, stays);
    const end = AbortSignal.timeout(50);
    await expect(takeHostTurn(ctx, "https://four.example/", 60_000, end)).rejects.toThrow();
  });

  it("that nobody asks any more is forgotten", async () => {
    await app.adminPool.query("update websites.host_turn set free_at = now() - interval '2 hours'");
    const { ctx } = await newWorkspace(app.kernel);
    await takeHostTurn(ctx, "https://five.example/", 1, stays);
    const { rows } = await app.adminPool.query("select host from websites.host_turn");
    expect(rows).toHaveLength(1);
  });
});

it("two crawls of one host at once keep the delay that its robots.txt asks for between all their requests", async () => {
  const times: number[] = [];
  const site = await openSite({ "/robots.txt": plain("User-agent: *\nCrawl-delay: 0.15") });
  for (const path of ["/a", "/b"]) {
    site.serve(path, (_request, response) => {
      times.push(performance.now());
      response.writeHead(200, { "content-type": "text/html" }).end(page(`<p>Page ${path}.</p>`));
    });
  }
  const { ctx } = await newWorkspace(app.kernel);
  const other = await newWorkspace(app.kernel);
  const add = async (of: typeof ctx, path: string) =>
    addWebSource(of, { collectionId: await generalOf(of), url: site.url + path, mode: "page" });
  await Promise.all([add(ctx, "/a"), add(ctx, "/b"), add(other.ctx, "/a")]);
  const begun = performance.now();
  await Promise.all([app.jobs.drain(), app.jobs.drain(), app.jobs.drain()]);
  expect((await listSources(ctx, {})).items.map(({ state }) => state)).toEqual(["ready", "ready"]);
  expect(times).toHaveLength(3);
  expect(early(begun, times)).toEqual([]);
  await site.close();
});
