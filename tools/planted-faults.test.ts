import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { lint, types } from "./gate/static-parts.ts";
import { callTable } from "./structure/call-table.ts";
import { deadCode } from "./structure/dead-code.ts";
import { documentPaths } from "./structure/document-paths.ts";
import { environment } from "./structure/environment.ts";
import { fileBudgets } from "./structure/file-budgets.ts";
import { frontDoors } from "./structure/front-doors.ts";
import { migrations } from "./structure/migrations.ts";
import { moduleBudgets } from "./structure/module-budgets.ts";
import type { Check } from "./structure/report.ts";
import { sqlOwnership } from "./structure/sql-ownership.ts";
import { words } from "./structure/words.ts";
import { type PlantedTree, plantTree } from "./testing/clean-tree.ts";

let tree: PlantedTree | undefined;
afterEach(() => tree?.remove());

async function faultsOf(check: Check, planted: Record<string, string>): Promise<string[]> {
  tree?.remove();
  tree = plantTree(planted);
  const findings = await check.run(tree.root);
  return findings.filter(({ level }) => level === "fault").map(({ where, message }) => `${where} ${message}`);
}

const lines = (count: number): string => "// one line of many\n".repeat(count);
const sqlFile = "src/modules/ledger/find-plan.ts";

interface Plant {
  readonly fault: string;
  readonly check: Check;
  readonly files: Record<string, string>;
  readonly says: string;
}

const plants: readonly Plant[] = [
  {
    fault: "a cycle in the call table",
    check: callTable,
    files: {
      "tools/may-use.json": '{ "modules": { "ledger": ["models"], "models": ["ledger"], "workspaces": [] } }',
    },
    says: "cycle: ledger → models → ledger",
  },
  {
    fault: "a module that the call table does not know",
    check: callTable,
    files: { "src/modules/surprise/index.ts": "export const surprise = 1;\n" },
    says: "src/modules/surprise",
  },
  {
    fault: "sql`…` on another module's table",
    check: sqlOwnership,
    files: {
      [sqlFile]: 'import { sql } from "kysely";\nexport const q = sql`select 1 from billing.plan`;\n',
    },
    says: `${sqlFile}:2 names billing.plan`,
  },
  {
    fault: "a Kysely query on another module's table",
    check: sqlOwnership,
    files: {
      [sqlFile]:
        'export const q = (db: any) => db.selectFrom("ledger.wallet").innerJoin("billing.plan as p", "a", "b");\n',
    },
    says: "billing.plan as p",
  },
  {
    fault: "an update of another module's table",
    check: sqlOwnership,
    files: { [sqlFile]: 'export const q = (db: any) => db.updateTable("workspaces.workspace");\n' },
    says: "workspaces.workspace",
  },
  {
    fault: "a raw statement on another module's table",
    check: sqlOwnership,
    files: {
      [sqlFile]: 'export const q = (pool: any) => pool.query("delete from api_keys.key where id = $1");\n',
    },
    says: "api_keys.key",
  },
  {
    fault: "a statement kept in a constant",
    check: sqlOwnership,
    files: { [sqlFile]: 'export const STATEMENT = "insert into kernel.audit values ($1)";\n' },
    says: "kernel.audit",
  },
  {
    fault: "a table's name put together at run time",
    check: sqlOwnership,
    files: {
      [sqlFile]: "export const q = (pool: any, s: string) => pool.query(`select 1 from $" + "{s}.wallet`);\n",
    },
    says: "at run time",
  },
  {
    fault: "a query in an adapter",
    check: sqlOwnership,
    files: { "src/adapters/mail/log.ts": 'export const q = (db: any) => db.insertInto("ledger.wallet");\n' },
    says: "ledger.wallet",
  },
  {
    fault: "a migration that names another module's schema",
    check: migrations,
    files: {
      "migrations/0004-ledger.sql": "create table ledger.a (id uuid);\nalter table billing.plan add b int;\n",
    },
    says: "migrations/0004-ledger.sql:2 (owner ledger) names billing.plan",
  },
  {
    fault: "a foreign key to another module's table",
    check: migrations,
    files: {
      "migrations/0004-models.sql":
        "create table models.price (w uuid references ledger.wallet(workspace_id));\n",
    },
    says: "ledger.wallet",
  },
  {
    fault: "a grant on another module's table",
    check: migrations,
    files: { "migrations/0004-models.sql": "grant select on workspaces.workspace to parley_ledger;\n" },
    says: "workspaces.workspace",
  },
  {
    fault: "a foreign key to another column of a workspace",
    check: migrations,
    files: {
      "migrations/0004-models.sql":
        "create table models.price (w text references workspaces.workspace(name));\n",
    },
    says: "workspaces.workspace",
  },
  {
    fault: "a table without a schema",
    check: migrations,
    files: { "migrations/0004-models.sql": "create table if not exists price (id uuid);\n" },
    says: "without naming its schema",
  },
  {
    fault: "a gap in the migrations",
    check: migrations,
    files: { "migrations/0005-ledger.sql": "select 1;\n" },
    says: "should have the number 0004",
  },
  {
    fault: "a migration without an owner",
    check: migrations,
    files: { "migrations/0004-everything.sql": "select 1;\n" },
    says: "names no module",
  },
  {
    fault: "a file that is too long",
    check: fileBudgets,
    files: { "src/modules/ledger/hold.ts": lines(301), "src/modules/ledger/hold.test.ts": lines(399) },
    says: "src/modules/ledger/hold.ts 301 lines",
  },
  {
    fault: "a component that is too long",
    check: fileBudgets,
    files: { "web/src/ui/button.tsx": lines(301), "src/modules/ledger/hold.test.ts": lines(399) },
    says: "web/src/ui/button.tsx 301 lines",
  },
  {
    fault: "code without tests",
    check: fileBudgets,
    files: { "src/modules/ledger/hold.test.ts": "" },
    says: "lines for a line of code",
  },
  {
    fault: "a module that is too large",
    check: moduleBudgets,
    files: Object.fromEntries(
      Array.from({ length: 15 }, (_, n) => [`src/modules/ledger/part-${n}.ts`, lines(290)]),
    ),
    says: "the alarm is 4000 lines",
  },
  {
    fault: "a file named after a layer",
    check: moduleBudgets,
    files: { "src/modules/ledger/utils.ts": "export const a = 1;\n" },
    says: "named after a layer",
  },
  {
    fault: "a front door with too many names",
    check: frontDoors,
    files: {
      "src/modules/ledger/index.ts": Array.from(
        { length: 31 },
        (_, n) => `export const name${n} = ${n};\n`,
      ).join(""),
    },
    says: "31 names",
  },
  {
    fault: "a star export",
    check: frontDoors,
    files: { "src/modules/ledger/index.ts": 'export * from "./hold.ts";\n' },
    says: "export *",
  },
  {
    fault: "a read of the environment",
    check: environment,
    files: { "src/kernel/clock.ts": "export const now = () => process.env.NOW;\n" },
    says: "src/kernel/clock.ts:1",
  },
  {
    fault: "a read of the environment through an import, in a component",
    check: environment,
    files: {
      "web/src/ui/button.tsx":
        'import { env } from "node:process";\nexport const Button = () => <b>{env.A}</b>;\n',
    },
    says: "web/src/ui/button.tsx:1",
  },
  {
    fault: "a document that names a missing file",
    check: documentPaths,
    files: { "docs/guide.md": "See `src/kernel/clock.ts`\nand `src/kernel/sundial.ts`.\n" },
    says: "docs/guide.md:2 names src/kernel/sundial.ts",
  },
  {
    fault: "a link to a missing file",
    check: documentPaths,
    files: { "docs/guide.md": "[here](./missing.md#top)\n" },
    says: "names ./missing.md",
  },
  {
    fault: "unfinished work",
    check: words,
    files: { "src/kernel/clock.ts": `// ${"TO"}${"DO"}: later\nexport const now = 1;\n` },
    says: "src/kernel/clock.ts:1",
  },
  {
    fault: "a sentence that the interface would not say",
    check: words,
    files: { "web/src/ui/button.tsx": "export const Button = () => <b>Saved successfully now</b>;\n" },
    says: "successfully",
  },
  {
    fault: "a file that nothing uses",
    check: deadCode,
    files: { "src/kernel/unused.ts": "export const unused = 1;\n" },
    says: "src/kernel/unused.ts is used by nothing",
  },
  {
    fault: "an export that nothing imports",
    check: deadCode,
    files: { "src/kernel/clock.ts": "export const now = Date.now;\nexport const never = 1;\n" },
    says: "never is exported and imported by nothing",
  },
];

describe("the gate reports", () => {
  test.each(plants)("$fault", async ({ check, files, says }) => {
    expect(await faultsOf(check, files)).toContainEqual(expect.stringContaining(says));
  });

  const linted = [
    {
      fault: "an any",
      path: "src/kernel/clock.ts",
      text: "export function now(a: any): any {\n  return a;\n}\n",
      says: "noExplicitAny",
    },
    {
      fault: "an any in a component",
      path: "web/src/ui/button.tsx",
      text: "export function Button(p: any) {\n  return <b>{p.a}</b>;\n}\n",
      says: "noExplicitAny",
    },
    { fault: "console", path: "src/kernel/clock.ts", text: 'console.log("now");\n', says: "noConsole" },
    {
      fault: "process.env (lint)",
      path: "src/kernel/clock.ts",
      text: "export const now = process.env.NOW;\n",
      says: "noProcessEnv",
    },
    {
      fault: "a default export",
      path: "src/kernel/clock.ts",
      text: "export default 1;\n",
      says: "noDefaultExport",
    },
    {
      fault: "bad formatting",
      path: "src/kernel/clock.ts",
      text: "export const now   = 1\n",
      says: "format",
    },
    {
      fault: "a skipped test",
      path: "src/a.test.ts",
      text: 'import { test } from "vitest";\n\ntest.skip("a", () => {});\n',
      says: "noSkippedTests",
    },
  ];
  test.each(linted)("$fault", async ({ path, text, says }) => {
    tree = plantTree({ [path]: text });
    const { failed, output } = await lint.run(tree.root);
    expect(failed).toBe(1);
    expect(output).toContain(says);
    expect(output).toContain(path);
  });

  test("type errors of server and web", async () => {
    tree = plantTree({
      "src/kernel/clock.ts": "export const now: number = String(1);\n",
      "web/src/ui/button.tsx": "export const Button = () => <b>{missing}</b>;\n",
    });
    const { failed, output } = await types.run(tree.root);
    expect(failed).toBe(2);
    expect(output).toContain("src/kernel/clock.ts(1,14)");
    expect(output).toContain("web/src/ui/button.tsx(1,");
  });
});

test("a migration that a release held may not change", async () => {
  tree = plantTree();
  const { root } = tree;
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], {
      cwd: root,
      stdio: "ignore",
    });
  git("init", "-q");
  git("add", "migrations");
  git("commit", "-qm", "first");
  writeFileSync(join(root, "migrations/0001-kernel.sql"), "create table kernel.audit (id uuid);\n");
  expect(await migrations.run(root)).toEqual([]);
  git("tag", "v1.0.0");
  expect(await migrations.run(root)).toEqual([
    expect.objectContaining({
      where: "migrations/0001-kernel.sql",
      message: expect.stringContaining("released in v1.0.0"),
    }),
  ]);
});

test("a clean tree passes every check", async () => {
  const checks = [
    callTable,
    deadCode,
    documentPaths,
    environment,
    fileBudgets,
    frontDoors,
    migrations,
    moduleBudgets,
  ];
  for (const check of [...checks, sqlOwnership, words]) expect(await faultsOf(check, {})).toEqual([]);
  tree?.remove();
  tree = plantTree();
  expect(await lint.run(tree.root)).toEqual({ passed: 1, failed: 0, output: "" });
  expect(await types.run(tree.root)).toEqual({ passed: 2, failed: 0, output: "" });
});
