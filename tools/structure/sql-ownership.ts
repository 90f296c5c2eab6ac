import { readCallTable, schemaOf } from "./call-table.ts";
import { type Check, type Finding, fault } from "./report.ts";
import { listCode, moduleOf, read } from "./source-files.ts";
import { hasDynamicTable, type SqlText, schemaOfTableName, sqlInCode } from "./sql-in-code.ts";
import { foreignNames, KERNEL_SCHEMAS, type SqlRules } from "./sql-references.ts";
import { lineOf, parseTypeScript } from "./syntax.ts";

/**
 * Test set-up of the whole product may look everywhere; a module's own tests may not. The kernel's tests make
 * schemas of their own, in databases of their own.
 */
const EXEMPT = /^src\/testing\/|^src\/[^/]+\.test\.ts$|^src\/kernel\/(.*\.test\.ts$|.*\/testing\/)/;

export const sqlOwnership: Check = {
  name: "sql ownership",
  run(root) {
    const schemas = new Set([...[...readCallTable(root).keys()].map(schemaOf), ...KERNEL_SCHEMAS]);
    return listCode(root, ["src", "plugins"])
      .filter((path) => !EXEMPT.test(path))
      .flatMap((path) => {
        const text = read(root, path);
        const rules: SqlRules = { own: ownSchema(path), schemas };
        return sqlInCode(parseTypeScript(path, text)).flatMap((sql) =>
          problemsOf(sql, rules).map((message): Finding => fault(`${path}:${lineOf(text, sql.at)}`, message)),
        );
      });
  },
};

/** The schema a file may name; null for adapters, plugins and the composition root. */
function ownSchema(path: string): string | null {
  const module = moduleOf(path);
  if (module !== undefined) return schemaOf(module);
  return path.startsWith("src/kernel/") ? "kernel" : null;
}

function problemsOf(sql: SqlText, rules: SqlRules): string[] {
  if (sql.kind === "table") {
    const schema = schemaOfTableName(sql.text);
    if (schema === undefined) return [];
    return foreignNames(`${schema}.x`, rules).length > 0 ? [`queries ${sql.text}, which is not its own`] : [];
  }
  const messages = foreignNames(sql.text, rules).map((found) => found.message);
  if (sql.kind === "statement" && rules.own !== "kernel" && hasDynamicTable(sql.text)) {
    messages.push("puts a table's name together at run time, so its owner cannot be checked");
  }
  return messages;
}
