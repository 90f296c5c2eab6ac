import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export const REPOSITORY = join(import.meta.dirname, "../..");

const SETTINGS = [
  "biome.json",
  "tsconfig.json",
  "knip.json",
  "web/tsconfig.json",
  "tools/may-use.json",
  "tools/words.json",
];

/** A product of a few lines in which every rule is kept. */
const CLEAN: Readonly<Record<string, string>> = {
  ".gitignore": "node_modules/\n",
  "package.json": `${JSON.stringify(
    {
      name: "clean-tree",
      type: "module",
      dependencies: { kysely: "*", zod: "*" },
      devDependencies: { react: "*", vitest: "*" },
    },
    null,
    2,
  )}\n`,
  "README.md": "The ledger is in `src/modules/ledger/` and its [contract](src/modules/ledger/contract.ts).\n",
  "migrations/0001-kernel.sql": "create table kernel.audit (id uuid primary key);\n",
  "migrations/0002-workspaces.sql": "create table workspaces.workspace (id uuid primary key);\n",
  "migrations/0003-ledger-wallets.sql":
    "grant references (id) on workspaces.workspace to parley_ledger;\ncreate table ledger.wallet (\n  workspace_id uuid references workspaces.workspace(id)\n);\n",
  "src/main.ts":
    'import { build } from "./app.ts";\nimport { readPort } from "./config.ts";\n\nbuild(readPort());\n',
  "src/config.ts": 'export function readPort(): number {\n  return Number(process.env.PORT ?? "3000");\n}\n',
  "src/app.ts": [
    'import { echo } from "./adapters/models/echo.ts";',
    'import { ledgerModule } from "./modules/ledger/module.ts";',
    'import { quote } from "./modules/models/index.ts";',
    "",
    "export function build(port: number): unknown {",
    "  return [port, ledgerModule, quote, echo];",
    "}",
    "",
  ].join("\n"),
  "src/kernel/clock.ts": "export function now(): number {\n  return Date.now();\n}\n",
  "src/kernel/money.ts": "export type MicroPt = bigint;\n",
  "src/adapters/models/echo.ts": [
    'import { now } from "../../kernel/clock.ts";',
    'import type { Provider } from "../../modules/models/ports.ts";',
    "",
    "export const echo: Provider = { name: String(now()) };",
    "",
  ].join("\n"),
  "src/modules/workspaces/README.md": "# workspaces\n",
  "src/modules/workspaces/index.ts": 'export { listWorkspaces } from "./list-workspaces.ts";\n',
  "src/modules/workspaces/list-workspaces.ts": [
    'import { sql } from "kysely";',
    "",
    "export const listWorkspaces = sql`select id from workspaces.workspace`;",
    "",
  ].join("\n"),
  "src/modules/ledger/README.md": "# ledger\n",
  "src/modules/ledger/index.ts": 'export { hold } from "./hold.ts";\n',
  "src/modules/ledger/contract.ts": [
    'import { z } from "zod";',
    'import type { MicroPt } from "../../kernel/money.ts";',
    "",
    "export const holdSchema = z.object({ microPt: z.string() });",
    "export type Held = MicroPt;",
    "",
  ].join("\n"),
  "src/modules/ledger/hold.ts": [
    'import { listWorkspaces } from "../workspaces/index.ts";',
    'import { holdSchema } from "./contract.ts";',
    "",
    "export function hold(): unknown {",
    "  return [listWorkspaces, holdSchema];",
    "}",
    "",
  ].join("\n"),
  "src/modules/ledger/module.ts":
    'import { hold } from "./hold.ts";\n\nexport const ledgerModule = { hold };\n',
  "src/modules/models/README.md": "# models\n",
  "src/modules/models/index.ts": 'export { quote } from "./quote.ts";\n',
  "src/modules/models/ports.ts": "export interface Provider {\n  readonly name: string;\n}\n",
  "src/modules/models/quote.ts": 'import { hold } from "../ledger/index.ts";\n\nexport const quote = hold;\n',
  "web/src/main.tsx": 'import { Home } from "./screens/home.tsx";\n\nexport const main = <Home />;\n',
  "web/src/screens/home.tsx": [
    'import { Composer } from "../features/chat/composer.tsx";',
    "",
    "export function Home() {",
    "  return <Composer />;",
    "}",
    "",
  ].join("\n"),
  "web/src/features/chat/composer.tsx": [
    'import { memo } from "react";',
    'import { holdSchema } from "../../../../src/modules/ledger/contract.ts";',
    'import { Button } from "../../ui/button.tsx";',
    "",
    "export const Composer = memo(() => <Button name={String(holdSchema)} />);",
    "",
  ].join("\n"),
  "web/src/ui/button.tsx": [
    "export function Button({ name }: { name: string }) {",
    '  return <button type="button">{name}</button>;',
    "}",
    "",
  ].join("\n"),
  "src/modules/ledger/hold.test.ts": testOfLines(90),
};

function testOfLines(count: number): string {
  const one = "expect(hold()).toHaveLength(2);\n";
  return `import { expect, test } from "vitest";\nimport { hold } from "./hold.ts";\n\ntest("holds", () => {\n${`  ${one}`.repeat(count)}});\n`;
}

export interface PlantedTree {
  readonly root: string;
  remove(): void;
}

/** The clean product in a temporary folder, with `faults` written over it, by path from the root. */
export function plantTree(faults: Readonly<Record<string, string>> = {}): PlantedTree {
  const root = mkdtempSync(join(tmpdir(), "parley-planted-"));
  for (const [path, text] of Object.entries({ ...CLEAN, ...faults })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  for (const path of SETTINGS) {
    if (path in faults) continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    copyFileSync(join(REPOSITORY, path), join(root, path));
  }
  symlinkSync(join(REPOSITORY, "node_modules"), join(root, "node_modules"));
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
