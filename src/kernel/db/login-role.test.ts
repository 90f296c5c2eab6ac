import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureLoginRole } from "./login-role.ts";
import { migrate } from "./migrate.ts";
import { makeDatabase, makeMigrations, run } from "./testing/empty-database.ts";

const KEY = "a-secret-key-of-one-installation-0123456789";
const OTHER_KEY = "a-secret-key-of-another-installation-012345";

/** Two databases on one server, each with the owner roles and one table of the owner's. */
const [mine, theirs] = await Promise.all([makeDatabase(), makeDatabase()]);
const logins = new Set<string>();
afterAll(async () => {
  for (const { url } of [mine, theirs]) {
    for (const role of logins) await run(url, `drop owned by ${role}`);
  }
  // Roles belong to the cluster and would outlive the databases.
  for (const role of logins) await run(mine.url, `drop role ${role}`);
  await Promise.all([mine.drop(), theirs.drop()]);
});

async function login(admin: string, key: string): Promise<string> {
  const url = await ensureLoginRole(admin, key);
  logins.add(roleOf(url));
  return url;
}

const roleOf = (url: string) => new URL(url).username;
const refused = { code: "42501" };

beforeAll(async () => {
  const { folder, drop } = await makeMigrations({
    "0001-shop.sql": "create schema shop; create table shop.item ();",
  });
  await Promise.all([migrate(mine.url, folder), migrate(theirs.url, folder)]);
  await drop();
});

describe("the application's login", () => {
  it("is one and the same for all starters of an installation, also when five start at once", async () => {
    const urls = await Promise.all(Array.from({ length: 5 }, () => login(mine.url, KEY)));
    expect(new Set(urls).size).toBe(1);
    expect(await run(urls[0] ?? "", "select current_user::text as me")).toEqual([
      { me: roleOf(urls[0] ?? "") },
    ]);
  });

  it("owns nothing and has no power of its own", async () => {
    const url = await login(mine.url, KEY);
    const [facts] = await run(
      mine.url,
      `select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as powers,
         (select count(*)::int from pg_shdepend d where d.refobjid = r.oid and d.deptype = 'o') as owned
       from pg_roles r where rolname = $1`,
      [roleOf(url)],
    );
    expect(facts).toEqual({ powers: false, owned: 0 });
  });

  it.each([
    "set role parley_owner",
    "set role parley_ledger",
    "set role postgres",
    "set session authorization parley_owner",
    "create table shop.mine (id int)",
    "create schema mine",
    "drop table shop.item",
    "select * from shop.item",
    "alter table shop.item disable row level security",
  ])("cannot become another and cannot take what it was not given: %s", async (statement) => {
    const url = await login(mine.url, KEY);
    await expect(run(url, statement)).rejects.toMatchObject(refused);
  });

  it("loses what somebody gave it by hand, at the next start", async () => {
    const url = await login(mine.url, KEY);
    const role = roleOf(url);
    await run(mine.url, `alter role ${role} superuser bypassrls createdb`);
    await run(mine.url, `grant parley_owner to ${role}`);
    await run(mine.url, `alter role ${role} password 'changed by hand'`);
    expect(await login(mine.url, KEY)).toBe(url);
    await expect(run(url, "set role parley_owner")).rejects.toMatchObject(refused);
    const [facts] = await run(
      mine.url,
      "select rolsuper, rolbypassrls, rolcreatedb from pg_roles where rolname = $1",
      [role],
    );
    expect(facts).toEqual({ rolsuper: false, rolbypassrls: false, rolcreatedb: false });
  });

  it("of one installation opens no other's database on the same server, whatever it was told", async () => {
    const [url, stranger] = [await login(mine.url, KEY), await login(theirs.url, OTHER_KEY)];
    expect(roleOf(stranger)).not.toBe(roleOf(url));
    const aimed = new URL(stranger);
    aimed.pathname = new URL(url).pathname;
    await expect(run(aimed.toString(), "select 1")).rejects.toMatchObject(refused);
    await expect(run(stranger, `set role ${roleOf(url)}`)).rejects.toMatchObject(refused);
  });

  it("has another name and password in another database, even under the same key", async () => {
    const urls = [await login(mine.url, KEY), await login(theirs.url, KEY)].map((url) => new URL(url));
    expect(urls[0]?.username).not.toBe(urls[1]?.username);
    expect(urls[0]?.password).not.toBe(urls[1]?.password);
  });
});
