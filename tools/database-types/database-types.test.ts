import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../src/testing/database.ts";
import { type PlantedTree, plantTree } from "../testing/clean-tree.ts";
import { databaseTypeFiles, staleFiles, writeFiles } from "./generated-files.ts";

const PATH = "src/modules/shop/internal/tables.gen.ts";

let database: TestDatabase;
let tree: PlantedTree;
let client: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  await client.query(`
    drop schema if exists shop cascade;
    create schema shop;
    create type shop.state as enum ('open', 'paid');
    create domain shop.percent as numeric check (value between 0 and 100);
    create table shop.order_line (
      workspace_id uuid not null,
      position bigint generated always as identity,
      amount_micro_pt bigint not null default 0,
      discount shop.percent,
      state shop.state not null,
      history shop.state[] not null,
      tags text[],
      extra jsonb not null default '{}',
      raw bytea,
      created_at timestamptz not null default now(),
      paid_at timestamptz
    );
    create view shop.open_line as select workspace_id, amount_micro_pt from shop.order_line where state = 'open'`);
  tree = plantTree();
});

afterAll(async () => {
  await client?.end();
  await database?.drop();
  tree?.remove();
});

test("each column has the type that the driver hands over", async () => {
  const text = (await databaseTypeFiles(tree.root, database.adminUrl)).get(PATH) ?? "";
  for (const line of [
    'import type { ColumnType, Generated, GeneratedAlways } from "kysely";',
    "  workspace_id: string;",
    "  position: GeneratedAlways<bigint>;",
    "  amount_micro_pt: Generated<bigint>;",
    "  discount: string | null;",
    '  state: "open" | "paid";',
    '  history: ("open" | "paid")[];',
    "  tags: string[] | null;",
    "  extra: Generated<Json>;",
    "  raw: Buffer | null;",
    "  created_at: ColumnType<Date, Date | string | undefined, Date | string>;",
    "  paid_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;",
    '  "shop.order_line": OrderLineTable;',
    '  "shop.open_line": OpenLineTable;',
  ]) {
    expect(text.split("\n")).toContain(line);
  }
});

test("a file holds only the tables of its own schema", async () => {
  const files = await databaseTypeFiles(tree.root, database.adminUrl);
  expect(files.get(PATH)).not.toContain("kernel.");
  expect(files.get("src/kernel/db/tables.gen.ts")).not.toContain("shop.");
});

test("a stale, a missing and a left-over file are each reported", async () => {
  const all = await databaseTypeFiles(tree.root, database.adminUrl);
  const files = new Map([...all].filter(([path]) => path === PATH || path.startsWith("src/kernel/")));
  writeFiles(tree.root, files);
  expect(staleFiles(tree.root, files)).toEqual([]);

  writeFileSync(
    join(tree.root, PATH),
    (files.get(PATH) ?? "").replace("discount: string | null", "discount: number"),
  );
  const leftOver = "src/modules/models/internal/tables.gen.ts";
  mkdirSync(dirname(join(tree.root, leftOver)), { recursive: true });
  writeFileSync(join(tree.root, leftOver), "export interface Tables {}\n");
  rmSync(join(tree.root, "src/kernel/db/tables.gen.ts"));
  expect(staleFiles(tree.root, files)).toEqual([
    { path: "src/kernel/db/tables.gen.ts", problem: "is missing" },
    {
      path: PATH,
      problem: expect.stringContaining("“discount: number;”, it should be “discount: string | null;”"),
    },
    { path: leftOver, problem: "belongs to no table of the database" },
  ]);
});

test("a type without a mapping stops the generator with its column's name", async () => {
  await client.query("create table shop.place (spot point)");
  try {
    await expect(databaseTypeFiles(tree.root, database.adminUrl)).rejects.toThrow(
      "shop.place.spot has the type point",
    );
  } finally {
    await client.query("drop table shop.place");
  }
});
