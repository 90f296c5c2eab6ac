import { afterAll, describe, expect, it } from "vitest";
import type { RouteFacts } from "../kernel/http/route-list.ts";
import { BROKEN_TEXTS, hostileBodies } from "../testing/tenancy/hostile-values.ts";
import { addressOf, changesState, nameOf, type Probe, paramsOf, probe } from "../testing/tenancy/probe.ts";
import { bodyFor } from "../testing/tenancy/samples.ts";
import { tenancyWorld } from "../testing/tenancy/world.ts";

const world = await tenancyWorld();
const { mine, routes } = world;
afterAll(() => world.app.close());

const STRANGE_IDS = [
  "not-an-id",
  "0",
  "%",
  "\u0000",
  "' or true --",
  "../../api/me",
  "💥",
  "a".repeat(199),
  "a".repeat(5_000),
  "00000000-0000-0000-0000-000000000000",
  "01930000-0000-7000-8000-000000000001",
  "{01930000-0000-7000-8000-000000000001}",
];
const STRANGE_QUERIES = [
  "%00",
  "%ED%A0%80",
  "%E2%82",
  "-1",
  "0",
  "1e9",
  "[]",
  "null",
  "'%20or%20true--",
  "%25_",
  "2026-02-30",
];

const named = (chosen: readonly RouteFacts[]) => chosen.map((route) => [nameOf(route), route] as const);
const takingBodies = routes.filter((route) => route.body !== null);

function asOwner(route: RouteFacts): Pick<Probe, "headers" | "params"> {
  const headers =
    route.access.kind === "api-key" ? { authorization: `Bearer ${mine.secret}` } : { ...mine.headers.owner };
  return { headers, params: mine.ids };
}

/** Requests at once: enough to be quick, few enough for a shared machine. */
const AT_ONCE = 8;

/** Sends them all. @returns what went wrong, one line each */
async function faultsOf(
  route: RouteFacts,
  probes: Iterable<{ readonly what: string; readonly probe: Probe }>,
  isFault: (status: number) => boolean,
): Promise<string[]> {
  const faults: string[] = [];
  const queue = [...probes].values();
  const work = async () => {
    for (const one of queue) {
      const outcome = await probe(world, route, one.probe).catch((error: unknown) => String(error));
      if (typeof outcome === "string") faults.push(`${one.what}: no whole answer, ${outcome}`);
      else if (isFault(outcome.status))
        faults.push(`${one.what}: ${outcome.status} ${outcome.text.slice(0, 300)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return faults;
}

const onOurSide = (status: number) => status >= 500;
const notRefused = (status: number) => status < 400 || status >= 500;

describe("no value in a body, however strange, is our fault in", () => {
  it.each(named(takingBodies))("%s", { timeout: 120_000 }, async (_name, route) => {
    const probes = [...hostileBodies(() => bodyFor(route, mine))].map(({ what, body }) => ({
      what,
      probe: { ...asOwner(route), body },
    }));
    expect(probes.length).toBeGreaterThan(20);
    expect(await faultsOf(route, probes, onOurSide)).toEqual([]);
  });
});

describe("a body that cannot be read is refused by", () => {
  it.each(named(takingBodies))("%s", async (_name, route) => {
    const base = asOwner(route);
    const body = bodyFor(route, mine);
    const raw = JSON.stringify(body);
    const utf16 = new Uint8Array(Buffer.from(raw, "utf16le"));
    const probes = [
      ...BROKEN_TEXTS.map(([what, text]) => ({ what, probe: { ...base, raw: text } })),
      ...[
        "text/plain",
        "application/xml",
        "multipart/form-data",
        "application/x-www-form-urlencoded",
        "nonsense",
      ].map((contentType) => ({ what: contentType, probe: { ...base, raw, contentType } })),
      { what: "no content type", probe: { ...base, raw, contentType: null } },
      { what: "UTF-16", probe: { ...base, raw: utf16 } },
      { what: "broken UTF-8", probe: { ...base, raw: new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22]) } },
    ];
    expect(await faultsOf(route, probes, notRefused)).toEqual([]);
  });

  it.each(named(takingBodies))("%s when it is larger than the limit", async (_name, route) => {
    const limit = route.bodyLimit ?? world.app.http.initialConfig.bodyLimit ?? 0;
    const { headers, params } = asOwner(route);
    // Not over the network: a server that does not read on may close before the client has read the answer.
    const answer = await world.app.http.inject({
      method: route.method as "POST", // One of the methods that take a body.
      url: addressOf(route, { params }),
      headers: { "content-type": "application/json", ...headers },
      payload: `{"name":"${"a".repeat(limit)}"}`,
    });
    expect(answer.statusCode, answer.body).toBe(413);
  });

  const takingNone = routes.filter((route) => changesState(route) && route.body === null);
  it.each(named(takingNone))("%s, which takes none", async (_name, route) => {
    const probes = [
      { what: "an open brace", probe: { ...asOwner(route), raw: "{" } },
      { what: "XML", probe: { ...asOwner(route), raw: "<a/>", contentType: "application/xml" } },
    ];
    expect(await faultsOf(route, probes, notRefused)).toEqual([]);
  });
});

describe("a field that nobody knows is refused by", () => {
  const strict = takingBodies.filter((route) => route.access.kind !== "api-key");
  it.each(named(strict))("%s", async (_name, route) => {
    const body = { ...Object(bodyFor(route, mine)), unheardOf: true };
    const { status, text } = await probe(world, route, { ...asOwner(route), body });
    expect(status, text).toBe(400);
    expect(text).toContain("unheardOf");
  });
});

describe("an id that is none is refused by", () => {
  it.each(named(routes.filter((route) => paramsOf(route).length > 0)))("%s", async (_name, route) => {
    const base = asOwner(route);
    const body = bodyFor(route, mine);
    const probes = paramsOf(route).flatMap((param) =>
      STRANGE_IDS.map((id) => ({
        what: `${param} is ${id.slice(0, 50)}`,
        probe: {
          ...base,
          params: { ...base.params, [param]: param === "*" ? encodeURIComponent(id) : id },
          body,
        },
      })),
    );
    expect(await faultsOf(route, probes, notRefused)).toEqual([]);
  });
});

describe("no query, however strange, is our fault in", () => {
  const reading = routes.filter((route) => !changesState(route));
  it.each(named(reading))("%s", async (_name, route) => {
    const known =
      route.query !== null && "shape" in route.query ? Object.keys(Object(route.query.shape)) : [];
    const values = [...STRANGE_QUERIES, "a".repeat(3_000)];
    const queries = [
      ...[...known, "unheardOf"].flatMap((name) => values.map((value) => `${name}=${value}`)),
      ...known.map((name) => `${name}=1&${name}=2`),
      "%",
      "&&==&",
      "__proto__=1&constructor=2",
    ];
    const probes = queries.map((query) => ({
      what: query.slice(0, 60),
      probe: { ...asOwner(route), query },
    }));
    expect(await faultsOf(route, probes, onOurSide)).toEqual([]);
  });
});

describe("addresses that lead nowhere", () => {
  it.each([
    "/api",
    "/api/",
    "/api/nothing",
    "/api/workspaces/",
    "/%",
    "/%00",
    "/..%2f..%2fetc/passwd",
    "/api/me%2f..",
  ])("%s answer with a client error", async (path) => {
    for (const method of ["GET", "POST", "PUT", "DELETE", "PATCH"]) {
      const answer = await fetch(`${world.origin}${path}`, { method, headers: mine.headers.owner });
      expect(answer.status, `${method} ${path}`).toBeGreaterThanOrEqual(400);
      expect(answer.status, `${method} ${path}`).toBeLessThan(500);
      expect(answer.headers.get("content-type")).toContain("application/problem+json");
    }
  });
});
