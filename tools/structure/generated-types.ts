import { existsSync } from "node:fs";
import { join } from "node:path";
import { databaseTypeFiles, staleFiles } from "../database-types/generated-files.ts";
import { withMigratedDatabase } from "../database-types/migrated-database.ts";
import { API_TYPES, apiTypesProblem, withGeneratedApiTypes } from "../openapi-types/fresh-types.ts";
import { type Check, type Finding, fault } from "./report.ts";
import { listFiles } from "./source-files.ts";

export const databaseTypes: Check = {
  name: "database types",
  async run(root) {
    if (listFiles(root, "migrations").length === 0) return [];
    const files = await withMigratedDatabase(root, (url) => databaseTypeFiles(root, url));
    return staleFiles(root, files).map(({ path, problem }) =>
      fault(path, `${problem}; run npm run generate`),
    );
  },
};

export const apiTypes: Check = {
  name: "api types",
  async run(root) {
    if (!existsSync(join(root, "src/cli/main.ts"))) return [];
    const findings: Finding[] = [];
    await withGeneratedApiTypes(root, {}, (fresh) => {
      const problem = apiTypesProblem(root, fresh);
      if (problem !== undefined) findings.push(fault(API_TYPES, `${problem}; run npm run generate`));
    });
    return findings;
  },
};
