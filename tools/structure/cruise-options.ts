import type { ICruiseOptions } from "dependency-cruiser";
import type { CallTable } from "./call-table.ts";
import { dependencyRules } from "./dependency-rules.ts";
import { replaceSwcTraversal } from "./swc-walk.ts";

/** Everything dependency-cruiser needs; shared by the gate and by its command line (`.dependency-cruiser.mjs`). */
export function cruiseOptions(table: CallTable): ICruiseOptions {
  replaceSwcTraversal();
  return {
    parser: "swc",
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|data|coverage)/" },
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types", "style"],
      mainFields: ["module", "main", "types", "style"],
    },
    ruleSet: { forbidden: dependencyRules(table) },
  };
}
