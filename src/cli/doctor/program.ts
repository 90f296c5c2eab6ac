import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Config } from "../../config.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

/** TypeScript runs without a build from here on (Node.js documentation, "Modules: TypeScript"). */
const OLDEST_NODE = 24;
const WEB = resolve(import.meta.dirname, "../../../dist/web/index.html");

export function checkNode(version = process.versions.node): Finding {
  const name = "Node.js";
  if (Number.parseInt(version, 10) >= OLDEST_NODE) return ok(name, `Version ${version}.`);
  return fail(
    name,
    `Version ${version} is too old.`,
    `Run Parley by npm (npm start, npm run -s parley -- …), which brings Node.js ${OLDEST_NODE}.`,
  );
}

export function checkWebApp({ roles }: Pick<Config, "roles">, page = WEB): Finding {
  const name = "Web app";
  if (!roles.has("web")) return ok(name, "This process does not serve it.");
  if (existsSync(page)) return ok(name, "It is built.");
  return warn(
    name,
    "It is not built; only the API is served.",
    "Run npm run build; npm start does it by itself.",
  );
}
