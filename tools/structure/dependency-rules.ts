import { builtinModules } from "node:module";
import type { IRegularForbiddenRuleType } from "dependency-cruiser";
import type { CallTable } from "./call-table.ts";

/** Tests and what only tests use; see `isTest` in source-files.ts. */
const TEST = "\\.test\\.tsx?$|/testing/|^(e2e|bench)/";
/** What other modules may import of a module. */
const FRONT_DOOR = "^src/modules/[^/]+/(index|contract)\\.ts$";
const COMPOSED = "^src/modules/[^/]+/(index|contract|module|ports)\\.ts$";
const CONTRACT = "^src/modules/[^/]+/contract\\.ts$";
/** Kernel files that know nothing of the server. */
const BROWSER_SAFE_KERNEL = "^src/kernel/(contract|money)\\.ts$";
const SERVER = "^(src|simulators|tools|bench|e2e|ops)/";

/** The layering of ARCHITECTURE.md as dependency-cruiser rules. */
export function dependencyRules(table: CallTable): IRegularForbiddenRuleType[] {
  return [
    ...generalRules,
    ...serverRules,
    ...moduleRules,
    ...callTableRules(table),
    ...contractRules,
    ...webRules,
  ].map((rule) => ({ severity: "error", ...rule }));
}

type Rule = Omit<IRegularForbiddenRuleType, "severity"> & { name: string; comment: string };

const generalRules: Rule[] = [
  { name: "no-cycle", comment: "imports form no cycle", from: {}, to: { circular: true } },
  {
    name: "resolvable",
    comment: "every import leads to a file",
    from: {},
    to: { couldNotResolve: true, pathNot: "^virtual:" },
  },
  {
    name: "no-tests-in-production",
    comment: "production code imports neither tests nor what only tests use",
    from: { path: "^(src|web|widget|plugins|simulators)/", pathNot: TEST },
    to: { path: TEST },
  },
  {
    name: "no-workshop-in-production",
    comment: "production code imports neither tools nor simulators",
    from: { path: "^(src|web|widget|plugins)/", pathNot: TEST },
    to: { path: "^(tools|simulators|ops)/" },
  },
  {
    name: "declared-packages",
    comment: "packages are declared in package.json; the server runs without development packages",
    from: { path: "^(src|plugins/[^/]+/server)/", pathNot: TEST },
    to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["type-only"] },
  },
  {
    name: "plugins-are-leaves",
    comment: "nobody imports a plugin",
    from: { pathNot: "^plugins/" },
    to: { path: "^plugins/" },
  },
  {
    name: "plugins-apart",
    comment: "plugins do not import each other",
    from: { path: "^plugins/([^/]+)/" },
    to: { path: "^plugins/", pathNot: "^plugins/$1/" },
  },
];

const serverRules: Rule[] = [
  {
    name: "kernel-imports-nobody",
    comment: "the kernel knows no word of the product",
    from: { path: "^src/kernel/", pathNot: TEST },
    to: { path: "^(src|plugins|web|widget)/", pathNot: "^src/kernel/" },
  },
  {
    name: "adapters-see-ports",
    comment: "an adapter imports the kernel and the ports.ts it fulfils",
    from: { path: "^src/adapters/([^/]+)/", pathNot: TEST },
    to: { path: "^src/", pathNot: "^src/kernel/|^src/adapters/$1/|^src/modules/[^/]+/ports\\.ts$" },
  },
  {
    name: "models-own-providers",
    comment: "only the models module reaches a model provider, so nothing goes unmetered",
    from: {
      path: "^(src|plugins)/",
      pathNot: `^src/modules/models/|^src/adapters/models/|^src/[^/]+\\.ts$|${TEST}`,
    },
    to: { path: "^src/adapters/models/" },
  },
  {
    name: "modules-see-no-adapter",
    comment: "a module names a port; the composition root gives it the adapter",
    from: { path: "^src/modules/", pathNot: TEST },
    to: { path: "^src/adapters/", pathNot: "^src/adapters/models/" },
  },
  {
    name: "modules-know-no-application",
    comment: "modules are composed by app.ts and never reach back to it",
    from: { path: "^src/modules/", pathNot: TEST },
    to: { path: "^src/([^/]+\\.ts$|config/|cli/|composition/)|^plugins/|^web/|^widget/" },
  },
  {
    name: "simulators-stand-alone",
    comment: "a simulator speaks the vendor's wire and shares only the kernel",
    from: { path: "^simulators/", pathNot: TEST },
    to: { path: "^(src|plugins|web|widget)/", pathNot: "^src/kernel/" },
  },
];

const moduleRules: Rule[] = [
  {
    name: "front-door",
    comment: "another module is reached through its index.ts or contract.ts",
    from: { path: "^src/modules/([^/]+)/" },
    to: { path: "^src/modules/", pathNot: `^src/modules/$1/|${FRONT_DOOR}` },
  },
  {
    name: "front-door-from-plugin",
    comment: "a plugin reaches a module through its index.ts or contract.ts, and no adapter",
    from: { path: "^plugins/" },
    to: { path: "^src/(modules|adapters)/", pathNot: FRONT_DOOR },
  },
  {
    name: "front-door-from-outside",
    comment:
      "the composition root, tools and benchmarks see a module's index.ts, contract.ts, module.ts and ports.ts",
    from: { path: "^(src|tools|bench|e2e|ops)/", pathNot: "^src/(modules|adapters|kernel)/" },
    to: { path: "^src/modules/", pathNot: COMPOSED },
  },
  {
    name: "not-own-front-door",
    comment: "inside a module nobody imports its own index.ts",
    from: { path: "^src/modules/([^/]+)/" },
    to: { path: "^src/modules/$1/index\\.ts$" },
  },
  {
    name: "routes-hold-no-sql",
    comment: "routes parse, call the verb and present",
    from: { path: "^(src|plugins)/.*routes[^/]*\\.ts$", pathNot: TEST },
    to: { path: "node_modules/(kysely|pg)/" },
  },
];

/** One rule a module. contract.ts only names things (event payloads, schemas), so it is free to all. */
function callTableRules(table: CallTable): Rule[] {
  return [...table].flatMap(([name, uses]) => {
    const reachable = uses === "*" ? [] : [name, ...uses];
    if (uses === "*") return [];
    return {
      name: `may-use-${name}`,
      comment: `${name} may call ${uses.length > 0 ? uses.join(", ") : "no other module"} (tools/may-use.json)`,
      from: { path: `^src/modules/${name}/`, pathNot: TEST },
      to: { path: "^src/modules/", pathNot: `^src/modules/(${reachable.join("|")})/|${CONTRACT}` },
    };
  });
}

const contractRules: Rule[] = [
  {
    name: "contract-is-browser-safe",
    comment: "a contract imports other contracts, zod and kernel files without a server",
    from: { path: CONTRACT },
    to: { path: "^src/", pathNot: `${CONTRACT}|${BROWSER_SAFE_KERNEL}` },
  },
  {
    name: "contract-packages",
    comment: "a contract needs no package but zod",
    from: { path: `${CONTRACT}|${BROWSER_SAFE_KERNEL}` },
    to: { path: `node_modules/(?!zod/)|^(node:)?(${builtinModules.join("|")})$` },
  },
];

const webRules: Rule[] = [
  {
    name: "web-sees-contracts",
    comment: "the web imports contract.ts files and the generated API types, nothing else of the server",
    from: { path: "^(web|widget)/" },
    to: { path: SERVER, pathNot: `${CONTRACT}|${BROWSER_SAFE_KERNEL}` },
  },
  {
    name: "web-ui-knows-no-domain",
    comment: "the design system knows no word of the product",
    from: { path: "^web/src/ui/" },
    to: { path: "^(web/src|src|plugins)/", pathNot: "^web/src/ui/" },
  },
  {
    name: "web-features-apart",
    comment: "features do not import each other; screens compose them",
    from: { path: "^web/src/features/([^/]+)/" },
    to: { path: "^web/src/features/", pathNot: "^web/src/features/$1/" },
  },
  {
    name: "web-features-below-screens",
    comment: "features know neither screens nor the shell",
    from: { path: "^web/src/features/" },
    to: { path: "^web/src/(screens|app)/" },
  },
  {
    name: "web-screens-below-app",
    comment: "the shell routes to screens and not the reverse",
    from: { path: "^web/src/screens/" },
    to: { path: "^web/src/app/" },
  },
  {
    name: "server-sees-no-web",
    comment: "the server knows no file of the web",
    from: { path: "^(src|simulators)/" },
    to: { path: "^(web|widget)/" },
  },
];
