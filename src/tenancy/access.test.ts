import { afterAll, describe, expect, it } from "vitest";
import { changesState, nameOf, paramsOf, probe } from "../testing/tenancy/probe.ts";
import { bodyFor } from "../testing/tenancy/samples.ts";
import { MARKER, tenancyWorld } from "../testing/tenancy/world.ts";

const world = await tenancyWorld();
const { routes, mine, theirs } = world;
afterAll(() => world.app.close());

const named = (chosen: typeof routes) => chosen.map((route) => [nameOf(route), route] as const);
const ofWorkspace = routes.filter((route) => route.access.kind === "workspace");
const ofSession = routes.filter((route) => route.access.kind === "user" || route.access.kind === "workspace");
const ofKey = routes.filter((route) => route.access.kind === "api-key");
const stranger = theirs.headers.owner;
/** Everything that a stranger must never be shown. */
const secrets = [MARKER, mine.secret, ...Object.values(mine.ids).filter((id) => id !== mine.ids["*"])];

describe("routes", () => {
  it("are found at all", () => {
    expect(ofWorkspace.length).toBeGreaterThan(20);
    expect(ofSession.length).toBeGreaterThan(ofWorkspace.length);
    expect(ofKey.length).toBeGreaterThan(0);
  });

  it("of a workspace name it in their address, so that the tenant is known before anything is read", () => {
    const nameless = ofWorkspace.filter((route) => !paramsOf(route).includes("workspaceId"));
    expect(nameless.map(nameOf)).toEqual([]);
  });
});

describe("a stranger who is signed in gets 404 from", () => {
  it.each(named(ofWorkspace))("%s", async (_name, route) => {
    const answer = await probe(world, route, {
      headers: stranger,
      params: mine.ids,
      body: bodyFor(route, mine),
    });
    expect(answer.status, answer.text).toBe(404);
    expect(answer.text).not.toContain(MARKER);
  });
});

describe("a stranger's own workspace holds nothing of mine, whatever ids are given to", () => {
  it.each(named(ofWorkspace))("%s", async (_name, route) => {
    const params = { ...mine.ids, workspaceId: theirs.workspace.id };
    const answer = await probe(world, route, { headers: stranger, params, body: bodyFor(route, theirs) });
    if (paramsOf(route).length > 1) expect(answer.status, answer.text).toBe(404);
    for (const secret of secrets) expect(answer.text).not.toContain(secret);
  });

  it.each(named(ofWorkspace.filter((route) => route.body !== null)))(
    "the body of %s",
    async (_name, route) => {
      const body = bodyFor(route, mine);
      const answer = await probe(world, route, { headers: stranger, params: theirs.ids, body });
      expect(answer.status, answer.text).toBeLessThan(500);
      expect(answer.text).not.toContain(MARKER);
    },
  );
});

describe("a stranger sees nothing of mine in", () => {
  const others = routes.filter((route) => route.access.kind !== "workspace" && !changesState(route));
  it.each(named(others))("%s", async (_name, route) => {
    const headers = route.access.kind === "api-key" ? { authorization: `Bearer ${theirs.secret}` } : stranger;
    const answer = await probe(world, route, { headers, params: theirs.ids });
    for (const secret of secrets) expect(answer.text).not.toContain(secret);
  });
});

describe("who is signed out gets 401 from", () => {
  it.each(named(ofSession))("%s", async (_name, route) => {
    const answer = await probe(world, route, { params: mine.ids, body: bodyFor(route, mine) });
    expect(answer.status, answer.text).toBe(401);
  });
});

describe("a forged session gets 401 from", () => {
  it.each(named(ofSession))("%s", async (_name, route) => {
    const headers = {
      cookie: `parley=${"A".repeat(43)}`,
      "x-csrf-token": mine.headers.owner["x-csrf-token"],
    };
    const answer = await probe(world, route, { headers, params: mine.ids, body: bodyFor(route, mine) });
    expect(answer.status, answer.text).toBe(401);
  });
});

describe("an API key opens no page route:", () => {
  it.each(named(ofSession))("%s", async (_name, route) => {
    const headers = { authorization: `Bearer ${mine.secret}` };
    const answer = await probe(world, route, { headers, params: mine.ids, body: bodyFor(route, mine) });
    expect(answer.status, answer.text).toBe(401);
  });
});

describe("a session opens no key route:", () => {
  it.each(named(ofKey))("%s", async (_name, route) => {
    for (const headers of [{}, mine.headers.owner, { authorization: "Bearer pk_wrong" }]) {
      const answer = await probe(world, route, { headers, params: mine.ids, body: bodyFor(route, mine) });
      expect(answer.status, answer.text).toBe(401);
    }
  });
});
