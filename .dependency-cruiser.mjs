// For `depcruise` on the command line (graphs, one folder). The gate uses the same options through tools/structure/.
import { readCallTable } from "./tools/structure/call-table.ts";
import { cruiseOptions } from "./tools/structure/cruise-options.ts";

const { ruleSet, ...options } = cruiseOptions(readCallTable(import.meta.dirname));

export default { ...ruleSet, options };
