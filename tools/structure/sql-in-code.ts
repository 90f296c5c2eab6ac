import { HOLE, isNode, literalText, nameOf, type SyntaxNode, walk } from "./syntax.ts";

/** SQL, or the name of a table, written in TypeScript. */
export interface SqlText {
  readonly text: string;
  /** Offset of the literal in the file. */
  readonly at: number;
  /** `tagged`: sql`…`. `statement`: given to a driver. `table`: the name of a table. `text`: it may be SQL. */
  readonly kind: "tagged" | "statement" | "table" | "text";
}

/** Kysely methods whose first argument names a table. */
const TABLE_METHODS = new Set([
  ...["selectFrom", "insertInto", "updateTable", "deleteFrom", "mergeInto", "replaceInto", "from", "using"],
  ...["innerJoin", "leftJoin", "rightJoin", "fullJoin", "crossJoin", "innerJoinLateral", "leftJoinLateral"],
  ...["withSchema", "table", "ref", "id"],
]);
/** Calls whose first argument is a statement: pg's `query`, Kysely's `CompiledQuery.raw` and `sql.raw`. */
const STATEMENT_METHODS = new Set(["query", "raw", "executeSql"]);
const STATEMENT =
  /^\s*(?:with|select|insert\s+into|update|delete\s+from|merge\s+into|create|alter|drop|truncate|copy|lock|grant|revoke|call|do|refresh|set|comment)\b/i;

export function sqlInCode(program: SyntaxNode): SqlText[] {
  const found: SqlText[] = [];
  const taken = new Set<unknown>();
  const take = (node: unknown, kind: SqlText["kind"]): void => {
    const text = literalText(node);
    if (text === undefined || !isNode(node) || taken.has(node)) return;
    taken.add(node);
    found.push({ text, at: node.start, kind });
  };
  walk(program, (node) => {
    if (node.type === "TaggedTemplateExpression" && nameOf(node.tag) === "sql") take(node.quasi, "tagged");
    else if (node.type === "CallExpression" && Array.isArray(node.arguments)) takeArguments(node, take);
    else if (STATEMENT.test(literalText(node) ?? "")) take(node, "text");
    return undefined;
  });
  return found;
}

function takeArguments(call: SyntaxNode, take: (node: unknown, kind: SqlText["kind"]) => void): void {
  const method = nameOf(call.callee) ?? "";
  const first: unknown = Array.isArray(call.arguments) ? call.arguments[0] : undefined;
  if (STATEMENT_METHODS.has(method)) take(first, "statement");
  if (!TABLE_METHODS.has(method)) return;
  take(first, "table");
  if (!isNode(first) || !Array.isArray(first.elements)) return;
  for (const item of first.elements) take(item, "table");
}

/** `ledger.wallet as w`, and a bare schema name as in `withSchema("ledger")`. */
export function schemaOfTableName(text: string): string | undefined {
  return /^"?([a-z_][a-z0-9_]*)"?(?:$|\s*\.)/.exec(text.trim())?.[1];
}

/** True when a table's name is put together at run time, which nobody can check. */
export function hasDynamicTable(sql: string): boolean {
  return (
    new RegExp(`\\b(?:from|join|into|update|table)\\s+"?${HOLE}`, "i").test(sql) ||
    sql.includes(`.${HOLE}`) ||
    sql.includes(`${HOLE}.`)
  );
}
