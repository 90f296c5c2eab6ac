import { afterAll, describe, expect, it } from "vitest";
import type { RouteFacts } from "../kernel/http/route-list.ts";
import { ROLES } from "../modules/workspaces/contract.ts";
import { permissionsOf, ROLE_PERMISSIONS } from "../modules/workspaces/index.ts";
import { nameOf, probe } from "../testing/tenancy/probe.ts";
import { bodyFor } from "../testing/tenancy/samples.ts";
import { tenancyWorld } from "../testing/tenancy/world.ts";

const world = await tenancyWorld();
const { mine } = world;
afterAll(() => world.app.close());

/** Routes whose verb refuses more than the route's permission says, and why. */
const DECIDED_IN_THE_VERB: Readonly<Record<string, string>> = {
  "DELETE /api/workspaces/:workspaceId/members/:userId":
    "Everybody may leave, so the route asks little; removing somebody else takes members.manage.",
  "DELETE /api/workspaces/:workspaceId/knowledge/documents/:documentId":
    "People delete what they added themselves; what others added takes knowledge.manage.",
};

/** What deletes comes last, and lower roles come first, so that what is asked for still exists. */
const ofWorkspace = world.routes
  .filter((route) => route.access.kind === "workspace")
  .toSorted((a, b) => Number(a.method === "DELETE") - Number(b.method === "DELETE"));
const upwards = ROLES.toReversed();
const cases = ofWorkspace.flatMap((route) => upwards.map((role) => [role, nameOf(route), route] as const));

function permissionOf(route: RouteFacts): string {
  return route.access.kind === "workspace" ? route.access.permission : "";
}

describe("a route is open exactly to the roles that hold its permission:", () => {
  it.each(cases)("%s, %s", async (role, name, route) => {
    const headers = mine.headers[role];
    const answer = await probe(world, route, { headers, params: mine.ids, body: bodyFor(route, mine) });
    expect(answer.status, answer.text).toBeLessThan(500);
    expect(answer.status, answer.text).not.toBe(401);
    if (!permissionsOf(role).has(permissionOf(route))) expect(answer.status, answer.text).toBe(403);
    else if (!(name in DECIDED_IN_THE_VERB)) expect(answer.status, answer.text).not.toBe(403);
  });
});

describe("permissions", () => {
  it("that routes ask for are in the table of roles, so that somebody holds them", () => {
    const unknown = ofWorkspace.filter((route) => !ROLE_PERMISSIONS.owner.has(permissionOf(route)));
    expect(unknown.map((route) => `${nameOf(route)} asks for ${permissionOf(route)}`)).toEqual([]);
  });

  it("are checked again by the verb wherever the list of exceptions says so, and the list names real routes", () => {
    const names = new Set(ofWorkspace.map(nameOf));
    expect(Object.keys(DECIDED_IN_THE_VERB).filter((name) => !names.has(name))).toEqual([]);
  });

  it("of a viewer open nothing that changes anything, but leaving", () => {
    const open = ofWorkspace.filter(
      (route) => route.method !== "GET" && permissionsOf("viewer").has(permissionOf(route)),
    );
    expect(open.map(nameOf)).toEqual(["DELETE /api/workspaces/:workspaceId/members/:userId"]);
  });
});
