import { afterAll, describe, expect, it } from "vitest";
import { changesState, nameOf, probe } from "../testing/tenancy/probe.ts";
import { bodyFor } from "../testing/tenancy/samples.ts";
import { tenancyWorld } from "../testing/tenancy/world.ts";

const world = await tenancyWorld();
const { mine, theirs } = world;
afterAll(() => world.app.close());

const changing = world.routes.filter((route) => changesState(route) && route.access.kind !== "api-key");
const named = (chosen: typeof changing) => chosen.map((route) => [nameOf(route), route] as const);
const ofSession = named(changing.filter((route) => route.access.kind !== "public"));
const { cookie } = mine.headers.owner;

describe("a state-changing request with a session but without its token is refused by", () => {
  it.each(ofSession)("%s", async (_name, route) => {
    for (const token of [
      {},
      { "x-csrf-token": "" },
      { "x-csrf-token": theirs.headers.owner["x-csrf-token"] },
    ]) {
      const headers = { cookie, ...token };
      const answer = await probe(world, route, { headers, params: mine.ids, body: bodyFor(route, mine) });
      expect(answer.status, answer.text).toBe(403);
      expect(answer.text).toContain("csrf_failed");
    }
  });
});

describe("a request that another site's page makes is refused by", () => {
  it.each(named(changing))("%s", async (_name, route) => {
    for (const site of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ]) {
      const headers = { ...mine.headers.owner, ...site };
      const answer = await probe(world, route, { headers, params: mine.ids, body: bodyFor(route, mine) });
      expect(answer.status, `${JSON.stringify(site)} ${answer.text}`).toBe(403);
      expect(answer.text).toContain("csrf_failed");
    }
  });
});

describe("nothing that reads changes when another site asks:", () => {
  it("every route that takes a session and changes something is no GET", () => {
    expect(world.routes.filter((route) => route.method === "GET" && route.body !== null)).toEqual([]);
  });
});
