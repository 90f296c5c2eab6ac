import { afterAll, describe, expect, it } from "vitest";
import { testApp } from "../testing/app.ts";
import { forbiddenStatements, PAST_ROW_SECURITY } from "../testing/tenancy/forbidden-statements.ts";
import { Intruder, REFUSED } from "../testing/tenancy/intruder.ts";
import { plainName, relationsOf } from "../testing/tenancy/tenant-tables.ts";

const app = await testApp();
const { adminPool } = app;
const intruder = await new Intruder(app.database.url, "", "").open();
const login = new URL(app.database.url).username;
afterAll(async () => {
  await intruder.close();
  await app.close();
});

async function column(statement: string): Promise<unknown[]> {
  const { rows } = await adminPool.query<{ found: unknown }>(statement, [login]);
  return rows.map((row) => row.found);
}

describe("the role that the application logs in as", () => {
  it("has no power of its own: no superuser, past no policy, making no roles and no databases", async () => {
    const { rows } = await adminPool.query(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles
       where rolname = $1 or rolname = 'parley_app'`,
      [login],
    );
    expect(rows).toHaveLength(2);
    for (const powers of rows) expect(Object.values(powers)).toEqual([false, false, false, false, false]);
  });

  it("belongs to parley_app and, through it, to nothing", async () => {
    const memberships = await column(`
      with recursive all_of as (
        select m.roleid from pg_auth_members m join pg_roles r on r.oid = m.member where r.rolname = $1
        union select m.roleid from pg_auth_members m join all_of a on a.roleid = m.member)
      select r.rolname::text as found from all_of a join pg_roles r on r.oid = a.roleid`);
    expect(memberships).toEqual(["parley_app"]);
  });

  it("owns nothing", async () => {
    const owned = await column(`
      with us as (select oid from pg_roles where rolname in ($1, 'parley_app'))
      select 'relation ' || c.oid::regclass as found from pg_class c where c.relowner in (select oid from us)
      union all select 'function ' || p.oid::regprocedure from pg_proc p where p.proowner in (select oid from us)
      union all select 'schema ' || n.nspname from pg_namespace n where n.nspowner in (select oid from us)
      union all select 'type ' || t.oid::regtype from pg_type t where t.typowner in (select oid from us)
      union all select 'database ' || d.datname from pg_database d where d.datdba in (select oid from us)`);
    expect(owned).toEqual([]);
  });

  it.each(forbiddenStatements(login))("may not: %s", async (statement) => {
    expect(await intruder.attempt(statement)).toEqual(REFUSED);
  });

  it("that switches row security off gets an error and no rows", async () => {
    const outcome = await intruder.attempt(PAST_ROW_SECURITY);
    expect(outcome).toEqual(REFUSED);
  });
});

describe("rights", () => {
  it("on the product's tables are given to nobody by way of everybody (PUBLIC)", async () => {
    const open = await column(`
      select c.oid::regclass || ': ' || a.privilege_type as found
      from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a
      where a.grantee = 0 and n.nspname not in ('pg_catalog', 'information_schema') and $1 <> ''`);
    expect(open).toEqual([]);
  });

  it("to truncate, to refer to tables and to hang triggers on them are not the application's", async () => {
    const { rows } = await adminPool.query<{ found: string }>(`
      select c.oid::regclass || ': ' || p as found
      from pg_class c join pg_namespace n on n.oid = c.relnamespace, unnest(array['truncate', 'references', 'trigger']) p
      where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')
        and has_table_privilege('parley_app', c.oid, p)`);
    expect(rows.map((row) => row.found)).toEqual([]);
  });

  it("to create in a schema or the database are not the application's, nor is one of our schemas everybody's", async () => {
    const open = await column(`
      select n.nspname::text as found from pg_namespace n
      where (has_schema_privilege($1, n.oid, 'create') and n.nspname not like 'pg\\_temp%')
        or (n.nspname in (select distinct schemaname from pg_tables) and n.nspname not in ('pg_catalog', 'information_schema')
          and exists (select from aclexplode(n.nspacl) a where a.grantee = 0))
      union all select 'the database' where has_database_privilege($1, current_database(), 'create')`);
    expect(open).toEqual([]);
  });

  it("of the owner are used by nobody who logs in: every table belongs to a role without login", async () => {
    const relations = await relationsOf(adminPool);
    const { rows } = await adminPool.query<{ name: string }>(`
      select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_roles r on r.oid = c.relowner
      where r.rolcanlogin and c.relkind in ('r', 'p', 'v', 'm')`);
    const ofLogins = new Set(rows.map((row) => row.name));
    expect(relations.map(plainName).filter((name) => ofLogins.has(name))).toEqual([]);
  });
});
