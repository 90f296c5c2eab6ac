import pg from "pg";
import { describe, expect, it, onTestFinished } from "vitest";
import { migrate, pendingMigrations } from "./migrate.ts";
import { emptyDatabase, migrationFolder, run } from "./testing/empty-database.ts";

const FIRST = "create schema shop; create table shop.item (id int primary key);";
const SECOND = "alter table shop.item add column name text; insert into shop.item values (1, 'cup');";

const twoFiles = () => migrationFolder({ "0001-shop.sql": FIRST, "0002-names.sql": SECOND });
const historyOf = (url: string) =>
  run<{ name: string }>(url, "select name from kernel.migration order by name").then((rows) =>
    rows.map((row) => row.name),
  );

const ownersOf = (url: string) =>
  run(
    url,
    `select distinct r.rolname as owner, r.rolcanlogin as "canLogin" from pg_class c
       join pg_namespace n on n.oid = c.relnamespace join pg_roles r on r.oid = c.relowner
     where n.nspname in ('shop', 'kernel')`,
  );

describe("bringing a database to the newest schema", () => {
  it.each([2, 5])(
    "is done once when %i starters do it at the same time, and belongs to a role that nobody logs in as",
    async (starters) => {
      const [url, { folder }] = [await emptyDatabase(), await twoFiles()];
      const applied = await Promise.all(Array.from({ length: starters }, () => migrate(url, folder)));
      expect(applied.filter((names) => names.length > 0)).toEqual([["0001-shop.sql", "0002-names.sql"]]);
      expect(await historyOf(url)).toEqual(["0001-shop.sql", "0002-names.sql"]);
      expect(await run(url, "select * from shop.item")).toEqual([{ id: 1, name: "cup" }]);
      expect(await ownersOf(url)).toEqual([{ owner: "parley_owner", canLogin: false }]);
    },
  );

  it("goes forward only: what was applied is not run again, what is new is", async () => {
    const [url, files] = [await emptyDatabase(), await twoFiles()];
    await migrate(url, files.folder);
    await files.write("0003-prices.sql", "alter table shop.item add column price int;");
    await files.write("notes.sql", "drop schema shop cascade;");
    await files.write("0004-Readme.sql", "drop schema shop cascade;");
    expect(await migrate(url, files.folder)).toEqual(["0003-prices.sql"]);
    expect(await migrate(url, files.folder)).toEqual([]);
    expect(await run(url, "select * from shop.item")).toEqual([{ id: 1, name: "cup", price: null }]);
  });

  it("does not wait for who reads the history, such as a backup that runs", async () => {
    const [url, { folder }] = [await emptyDatabase(), await twoFiles()];
    await migrate(url, folder);
    const reader = new pg.Client({ connectionString: url });
    await reader.connect();
    onTestFinished(() => reader.end());
    await reader.query("begin; lock table kernel.migration in access share mode");
    expect(await migrate(url, folder)).toEqual([]);
  });
});

describe("a history that is not this version's", () => {
  it("is refused when a file was changed after it was applied, and nothing more is applied", async () => {
    const [url, files] = [await emptyDatabase(), await twoFiles()];
    await migrate(url, files.folder);
    await files.write("0001-shop.sql", `${FIRST} -- harmless`);
    await files.write("0003-prices.sql", "alter table shop.item add column price int;");
    await expect(migrate(url, files.folder)).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("0001-shop.sql, which was changed after it was applied"),
    });
    expect(await historyOf(url)).toHaveLength(2);
  });

  it("is refused when a newer version made the database", async () => {
    const [url, files] = [await emptyDatabase(), await twoFiles()];
    await migrate(url, files.folder);
    await files.remove("0002-names.sql");
    await expect(migrate(url, files.folder)).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("0002-names.sql, which is not part of this version"),
    });
  });
});

describe("a migration that fails", () => {
  const BROKEN = "create table shop.half (id int); insert into shop.item values (7); select 1 / 0;";

  it("changes nothing, names its file, and leaves those before it applied", async () => {
    const url = await emptyDatabase();
    const files = await migrationFolder({
      "0001-shop.sql": FIRST,
      "0002-broken.sql": BROKEN,
      "0003-x.sql": "select 1;",
    });
    await expect(migrate(url, files.folder)).rejects.toThrow(
      "Migration 0002-broken.sql failed and changed nothing: division by zero",
    );
    expect(await historyOf(url)).toEqual(["0001-shop.sql"]);
    expect(
      await run(url, "select to_regclass('shop.half') as half, (select count(*) from shop.item) as items"),
    ).toEqual([{ half: null, items: "0" }]);
    await files.write("0002-broken.sql", SECOND);
    expect(await migrate(url, files.folder)).toEqual(["0002-broken.sql", "0003-x.sql"]);
  });

  it("does not keep the next starter from trying: the lock went with it", async () => {
    const url = await emptyDatabase();
    const { folder } = await migrationFolder({ "0001-broken.sql": "select 1 / 0;" });
    const tries = await Promise.allSettled([
      migrate(url, folder),
      migrate(url, folder),
      migrate(url, folder),
    ]);
    for (const one of tries)
      expect(String(one.status === "rejected" ? one.reason : "done")).toContain("0001-broken.sql");
  });

  it("does not become the superuser's work: it runs as the owner role", async () => {
    const url = await emptyDatabase();
    const { folder } = await migrationFolder({
      "0001-power.sql": "create role parley_test_power superuser;",
    });
    // PostgreSQL 15 words it the second way.
    await expect(migrate(url, folder)).rejects.toThrow(/permission denied|must be superuser/);
  });
});

describe("what is pending", () => {
  it("is told by name, with no more than the right to read", async () => {
    const [url, files] = [await emptyDatabase(), await twoFiles()];
    await migrate(url, files.folder);
    await files.write("0003-prices.sql", "select 1;");
    const pool = new pg.Pool({ connectionString: url, max: 1, options: "-c role=parley_app" });
    onTestFinished(() => pool.end());
    expect(await pendingMigrations(pool, files.folder)).toEqual(["0003-prices.sql"]);
  });
});

it("a server that cannot be reached is an error after a moment, not a wait for ever", async () => {
  const { folder } = await twoFiles();
  await expect(migrate("postgres://nobody@127.0.0.1:1/none", folder)).rejects.toThrow();
});

it("a database in another encoding is refused with what to do", async () => {
  const url = await emptyDatabase();
  const name = `${new URL(url).pathname.slice(1)}_ascii`;
  await run(
    url,
    `create database ${name} template template0 encoding 'SQL_ASCII' locale_provider libc locale 'C'`,
  );
  onTestFinished(() => run(url, `drop database ${name} with (force)`).then(() => {}));
  const ascii = new URL(url);
  ascii.pathname = name;
  const { folder } = await twoFiles();
  await expect(migrate(ascii.toString(), folder)).rejects.toThrow("Create it again with encoding UTF8.");
});
