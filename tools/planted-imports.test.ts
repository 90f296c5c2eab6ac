import { afterEach, describe, expect, test } from "vitest";
import { dependencies } from "./structure/dependencies.ts";
import { type PlantedTree, plantTree } from "./testing/clean-tree.ts";

let tree: PlantedTree | undefined;
afterEach(() => tree?.remove());

/** One file for each rule, importing what it may not; `.EXT` becomes the ending under trial. */
const PLANTS: readonly (readonly [rule: string, from: string, to: string])[] = [
  ["resolvable", "src/kernel/lost.EXT", "./nowhere.ts"],
  ["no-tests-in-production", "src/modules/ledger/tested.EXT", "./hold.test.ts"],
  ["no-workshop-in-production", "src/modules/ledger/simulated.EXT", "../../../simulators/mail/main.ts"],
  ["declared-packages", "src/modules/ledger/rendered.EXT", "react"],
  ["plugins-are-leaves", "src/extended.EXT", "../plugins/sheets/server/index.ts"],
  ["plugins-apart", "plugins/slack/server/borrowed.EXT", "../../sheets/server/index.ts"],
  ["kernel-imports-nobody", "src/kernel/knowing.EXT", "../modules/ledger/index.ts"],
  ["kernel-imports-nobody", "src/kernel/configured.EXT", "../config.ts"],
  ["adapters-see-ports", "src/adapters/mail/bold.EXT", "../../modules/ledger/index.ts"],
  ["models-own-providers", "src/modules/ledger/unmetered.EXT", "../../adapters/models/echo.ts"],
  ["modules-see-no-adapter", "src/modules/ledger/mailing.EXT", "../../adapters/mail/smtp.ts"],
  ["modules-know-no-application", "src/modules/ledger/reaching.EXT", "../../app.ts"],
  ["modules-know-no-application", "src/modules/ledger/configured.EXT", "../../config.ts"],
  ["simulators-stand-alone", "simulators/mail/cheating.EXT", "../../src/modules/ledger/index.ts"],
  ["front-door", "src/modules/models/burglar.EXT", "../ledger/hold.ts"],
  ["front-door-from-plugin", "plugins/sheets/server/burglar.EXT", "../../../src/modules/ledger/hold.ts"],
  ["front-door-from-outside", "src/burglar.EXT", "./modules/ledger/hold.ts"],
  ["not-own-front-door", "src/modules/ledger/circling.EXT", "./index.ts"],
  ["routes-hold-no-sql", "src/modules/ledger/routes.ts", "kysely"],
  ["may-use-workspaces", "src/modules/workspaces/climbing.EXT", "../ledger/index.ts"],
  ["contract-is-browser-safe", "src/modules/workspaces/contract.ts", "../../kernel/clock.ts"],
  ["contract-packages", "src/modules/models/contract.ts", "node:fs"],
  ["web-sees-contracts", "web/src/screens/peeping.EXT", "../../../src/modules/ledger/index.ts"],
  ["web-ui-knows-no-domain", "web/src/ui/wordy.EXT", "../features/chat/composer.tsx"],
  ["web-features-apart", "web/src/features/members/chatty.EXT", "../chat/composer.tsx"],
  ["web-features-below-screens", "web/src/features/chat/rising.EXT", "../../screens/home.tsx"],
  ["web-screens-below-app", "web/src/screens/rising.EXT", "../app/router.tsx"],
  ["server-sees-no-web", "src/modules/ledger/staring.EXT", "../../../web/src/ui/button.tsx"],
];

const TARGETS = {
  "plugins/sheets/server/index.ts": "export const sheets = 1;\n",
  "simulators/mail/main.ts": "export const mail = 1;\n",
  "src/adapters/mail/smtp.ts": "export const smtp = 1;\n",
  "web/src/app/router.tsx": "export const router = <b />;\n",
};

async function violationsOf(faults: Record<string, string>): Promise<string[]> {
  tree = plantTree({ ...TARGETS, ...faults });
  const findings = await dependencies.run(tree.root);
  return findings.map(({ where, message }) => `${where} ${/\[([^\]]+)\]/.exec(message)?.[1] ?? message}`);
}

interface Form {
  readonly form: string;
  readonly extension: "ts" | "tsx";
  /** A type leaves nothing to load, so a development package may be named in one. */
  readonly typeOnly?: true;
  write(to: string): string;
}

const FORMS: readonly Form[] = [
  {
    form: "an import in a .ts file",
    extension: "ts",
    write: (to) => `import * as it from "${to}";\nexport const a = it;\n`,
  },
  {
    form: "an import in a .tsx file",
    extension: "tsx",
    write: (to) => `import * as it from "${to}";\nexport const a = it;\n`,
  },
  {
    form: "an import type in a .ts file",
    extension: "ts",
    typeOnly: true,
    write: (to) => `import type * as it from "${to}";\nexport type A = typeof it;\n`,
  },
  {
    form: "a type written import(…) in a .tsx file",
    extension: "tsx",
    typeOnly: true,
    write: (to) => `export type A = readonly (typeof import("${to}"))[];\n`,
  },
  { form: "an export from", extension: "ts", write: (to) => `export { a } from "${to}";\n` },
  {
    form: "a dynamic import beside a using declaration",
    extension: "tsx",
    write: (to) => `using a = null;\nexport const b = [a, import("${to}")];\n`,
  },
];

describe("every import rule sees", () => {
  test.each(FORMS)("$form", async ({ extension, typeOnly, write }) => {
    const planted = PLANTS.map(([rule, from, to]) => ({ rule, path: from.replace(/EXT$/, extension), to }));
    const element = "export const element = <b>text</b>;\n";
    const faults = planted.map(({ path, to }) => [path, write(to) + (path.endsWith(".tsx") ? element : "")]);
    const violations = await violationsOf(Object.fromEntries(faults));
    for (const { rule, path } of planted) {
      if (rule === "declared-packages" && typeOnly) continue;
      expect(violations, `${rule} in ${path}`).toContain(`${path} ${rule}`);
    }
  });

  test.each(["ts", "tsx"])("a cycle through .%s files", async (extension) => {
    const violations = await violationsOf({
      [`src/modules/ledger/egg.${extension}`]: `import type { Hen } from "./hen.${extension}";\nexport type Egg = Hen;\n`,
      [`src/modules/ledger/hen.${extension}`]: `import type { Egg } from "./egg.${extension}";\nexport type Hen = Egg;\n`,
    });
    expect(violations).toContain(`src/modules/ledger/egg.${extension} no-cycle`);
  });
});

test("a clean tree breaks no import rule", async () => {
  expect(await violationsOf({})).toEqual([]);
});

test("a test may use another module's front door but not what is behind it", async () => {
  const open = 'import { quote } from "../models/index.ts";\nexport const a = quote;\n';
  const forced = 'import { quote } from "../models/quote.ts";\nexport const a = quote;\n';
  const violations = await violationsOf({
    "src/modules/ledger/a.test.ts": open,
    "src/modules/ledger/b.test.ts": forced,
  });
  expect(violations).toEqual(["src/modules/ledger/b.test.ts front-door"]);
});

test("a contract may be named by a module that may not call its owner", async () => {
  const naming = 'import type { Held } from "../ledger/contract.ts";\nexport type A = Held;\n';
  expect(await violationsOf({ "src/modules/workspaces/naming.ts": naming })).toEqual([]);
});
