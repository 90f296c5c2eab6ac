import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SECURITY_DEFINER_FUNCTIONS } from "./security-definer-functions.ts";
import { type TestDatabase, testDatabase } from "./testing/database.ts";

interface DefinerFunction {
  readonly name: string;
  readonly owner: string;
  readonly ownerCanLogIn: boolean;
  readonly settings: string[];
  readonly byPublic: boolean;
  readonly byApp: boolean;
}

let database: TestDatabase;
let functions: DefinerFunction[];

beforeAll(async () => {
  database = await testDatabase();
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  const { rows } = await client.query<DefinerFunction>(`
    select n.nspname || '.' || p.proname as name, o.rolname as owner,
      o.rolcanlogin or o.rolsuper as "ownerCanLogIn", coalesce(p.proconfig, '{}') as settings,
      exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
        where a.grantee = 0 and a.privilege_type = 'EXECUTE') as "byPublic",
      has_function_privilege('parley_app', p.oid, 'execute') as "byApp"
    from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    join pg_roles o on o.oid = p.proowner
    where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')
    order by name`);
  functions = rows;
  await client.end();
});

afterAll(() => database.drop());

describe("functions that work past row-level security", () => {
  it("are exactly those of the list", () => {
    expect(functions.map((found) => found.name)).toEqual(Object.keys(SECURITY_DEFINER_FUNCTIONS).sort());
  });

  it("each have a reason that is a sentence", () => {
    for (const [name, reason] of Object.entries(SECURITY_DEFINER_FUNCTIONS)) {
      expect(reason, name).toMatch(/^[A-Z].{20,200}\.$/);
    }
  });

  it("belong to roles that nobody logs in as", () => {
    expect(functions.filter((found) => found.ownerCanLogIn)).toEqual([]);
  });

  it("look names up where no caller can put something in their way", () => {
    const loose = functions.filter((found) => !found.settings.includes("search_path=pg_catalog, pg_temp"));
    expect(loose.map((found) => found.name)).toEqual([]);
  });

  it("may be called by the application and by nobody else", () => {
    expect(functions.filter((found) => found.byPublic).map((found) => found.name)).toEqual([]);
    expect(functions.filter((found) => !found.byApp).map((found) => found.name)).toEqual([]);
  });
});
