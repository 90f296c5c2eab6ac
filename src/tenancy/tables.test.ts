import { afterAll, describe, expect, it } from "vitest";
import { Intruder, type Outcome, REFUSED } from "../testing/tenancy/intruder.ts";
import { oneRowOf, plainName, type Relation, relationsOf, rowsOf } from "../testing/tenancy/tenant-tables.ts";
import { tenancyWorld } from "../testing/tenancy/world.ts";

/** Tables whose rows belong to no workspace, each with the reason; `schema.*` stands for all of a schema. */
const OF_NO_WORKSPACE: Readonly<Record<string, string>> = {
  "identity.*": "People and their sessions; one person may belong to many workspaces.",
  "pgboss.*":
    "The queue; the workspace travels in the job, and workers of the installation read all of them.",
  "kernel.migration": "Which migrations the installation has.",
  "models.price": "The installation's price book, the same for all.",
  "notifications.delivery": "Hashes of what was delivered, to people and not to workspaces.",
  "websites.host_turn": "Hashes of hosts, which are asked one request at a time by all workspaces together.",
  "notifications.sent_mail": "The mail sink of development, which takes mail to people.",
};
/** Tables of workspaces whose primary key begins with something else, each with the reason. */
const OTHER_KEYS: Readonly<Record<string, string>> = {
  '"workspaces"."workspace"': "A workspace is its own tenant.",
  '"kernel"."audit"': "Some records belong to no workspace, such as a sign-in.",
};

const world = await tenancyWorld();
const { app, mine, theirs } = world;
const [victim, thief] = [mine.workspace, theirs.workspace];
const relations = await relationsOf(app.adminPool);
const tenantRelations = relations.filter((relation) => !isOfNoWorkspace(relation));
const tenantTables = tenantRelations.filter((relation) => relation.kind === "table");
const inTheirs = await new Intruder(app.database.url, thief.id, thief.owner.id).open();
const inNone = await new Intruder(app.database.url, "", "").open();
afterAll(async () => {
  await inTheirs.close();
  await inNone.close();
  await app.close();
});

/** Own rows that others of the same workspace refer to (foreign_key_violation). */
const REFERRED_TO: Outcome = { refused: "23503" };

const named = (chosen: readonly Relation[]) =>
  chosen.map((relation) => [plainName(relation), relation] as const);
const nothing = (outcome: Outcome) =>
  "rows" in outcome ? outcome.rows === 0 : outcome.refused === REFUSED.refused;

function isOfNoWorkspace(relation: Relation): boolean {
  return plainName(relation) in OF_NO_WORKSPACE || `${relation.schema}.*` in OF_NO_WORKSPACE;
}

describe("tables", () => {
  it("are found at all", () => {
    expect(tenantTables.length).toBeGreaterThan(8);
  });

  it("that belong to no workspace are those of the list, and all of the list exist", () => {
    const known = new Set(relations.flatMap((relation) => [plainName(relation), `${relation.schema}.*`]));
    expect(Object.keys(OF_NO_WORKSPACE).filter((name) => !known.has(name))).toEqual([]);
  });

  it("that belong to no workspace have no column that names one", () => {
    const mislaid = relations.filter(
      (relation) => isOfNoWorkspace(relation) && relation.tenantColumn !== null,
    );
    expect(mislaid.map(plainName)).toEqual([]);
  });
});

describe("a table of workspaces", () => {
  it.each(named(tenantRelations))("%s says whose each row is", (name, { tenantColumn }) => {
    const advice = `${name} has no workspace_id: add one, or list it in OF_NO_WORKSPACE with the reason.`;
    expect(tenantColumn, advice).not.toBeNull();
  });

  it.each(named(tenantRelations))("%s is under row-level security", (name, relation) => {
    const guarded =
      relation.kind === "view" ? relation.securityInvoker : relation.rowSecurity && relation.policies > 0;
    expect(guarded, `${name} needs enable row level security and a policy (a view: security_invoker)`).toBe(
      true,
    );
  });

  it.each(named(tenantTables))("%s has a primary key that begins with the workspace", (_name, relation) => {
    if (relation.name in OTHER_KEYS) return expect(OTHER_KEYS[relation.name]).toMatch(/\.$/);
    expect(relation.keyBegins).toBe("workspace_id");
  });

  it.each(named(tenantRelations))(
    "%s has rows of both workspaces, or nothing below is proved",
    async (name, relation) => {
      for (const { id } of [victim, thief]) {
        const advice = `No row of ${name} was made: make one in src/testing/tenancy/world.ts, as the product would.`;
        expect(await rowsOf(app.adminPool, relation, id), advice).toBeGreaterThan(0);
      }
    },
  );
});

describe("with the context of another workspace, in", () => {
  it.each(named(tenantRelations))("%s no row of mine is seen", async (_name, relation) => {
    expect(await inTheirs.see(relation, victim.id)).toSatisfy(nothing);
  });

  it.each(named(tenantRelations))("%s no row of anybody else is seen at all", async (_name, relation) => {
    const all = await inTheirs.seeAll(relation);
    if ("refused" in all) return expect(all).toEqual(REFUSED);
    expect(all.rows).toBe(await rowsOf(app.adminPool, relation, thief.id));
  });

  it.each(named(tenantTables))("%s no row can be made mine", async (_name, relation) => {
    const row = await oneRowOf(app.adminPool, relation, victim.id);
    expect(await inTheirs.plant(relation, row)).toEqual(REFUSED);
    expect(await inTheirs.giveAway(relation, victim.id)).toEqual(REFUSED);
  });

  it.each(named(tenantTables))("%s no row of mine is changed or deleted", async (_name, relation) => {
    expect(await inTheirs.change(relation, victim.id)).toSatisfy(nothing);
    expect(await inTheirs.remove(relation, victim.id)).toSatisfy(nothing);
    expect(await inTheirs.empty(relation)).toEqual(REFUSED);
  });

  it.each(named(tenantTables))(
    "%s a statement without a condition reaches own rows only",
    async (_name, relation) => {
      const own = await rowsOf(app.adminPool, relation, thief.id);
      const changed = await inTheirs.changeAll(relation);
      expect([{ rows: own }, REFUSED]).toContainEqual(changed);
      const removed = await inTheirs.removeAll(relation);
      expect([{ rows: own }, REFUSED, REFERRED_TO]).toContainEqual(removed);
    },
  );
});

describe("without any context, in", () => {
  it.each(named(tenantRelations))("%s nothing is seen", async (_name, relation) => {
    expect(await inNone.seeAll(relation)).toSatisfy(nothing);
  });

  it.each(named(tenantTables))(
    "%s nothing of anybody is made, changed or deleted",
    async (_name, relation) => {
      const row = await oneRowOf(app.adminPool, relation, victim.id);
      expect(await inNone.plant(relation, row)).toEqual(REFUSED);
      expect(await inNone.change(relation, victim.id)).toSatisfy(nothing);
      expect(await inNone.remove(relation, victim.id)).toSatisfy(nothing);
    },
  );
});
