import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { API_TYPES, apiTypesProblem, withGeneratedApiTypes } from "./openapi-types/fresh-types.ts";

const root = dirname(import.meta.dirname);
const { values } = parseArgs({
  options: {
    openapi: { type: "string" },
    command: { type: "string" },
    check: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  },
});

if (values.help) {
  console.log(
    `Usage: node tools/generate-api-types.ts [--check] [--openapi=<file> | --command=<prints the document>]\n` +
      `Writes ${API_TYPES} from the OpenAPI document of the application.\n` +
      "--check writes nothing and exits 1 when the file is not current.",
  );
} else {
  await withGeneratedApiTypes(root, values, (fresh) => {
    if (values.check) {
      const problem = apiTypesProblem(root, fresh);
      if (problem === undefined) return;
      console.log(`${API_TYPES} ${problem}`);
      process.exitCode = 1;
      return;
    }
    mkdirSync(dirname(join(root, API_TYPES)), { recursive: true });
    copyFileSync(fresh, join(root, API_TYPES));
  });
}
