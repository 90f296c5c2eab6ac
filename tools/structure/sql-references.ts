/** A name in SQL that leads to another schema, or to none. */
export interface SqlFault {
  /** Offset into the given text. */
  readonly at: number;
  readonly message: string;
}

export interface SqlRules {
  /** The only schema whose tables may be named; null where no table may be. */
  readonly own: string | null;
  /** Every schema of the product: a qualified name is one of these, or an alias. */
  readonly schemas: ReadonlySet<string>;
}

/** Schemas of the kernel: its own and that of its queue. */
export const KERNEL_SCHEMAS: readonly string[] = ["kernel", "pgboss"];

const NAME = String.raw`(?:"[^"]+"|[a-z_][\w$]*)`;
const QUALIFIED = new RegExp(String.raw`(?<![\w$."])(${NAME})\.(${NAME})(\s*\()?`, "gi");
const ALLOWED_KEYS =
  /\breferences\s+(?:"?workspaces"?\s*\.\s*"?workspace"?|"?identity"?\s*\.\s*"user")\s*(?:\(\s*"?id"?\s*\))?(?!\s*[.(]|\w)/gi;
/** What a role that owns tables needs before it may declare such a foreign key. */
const ALLOWED_GRANTS =
  /\bgrant\s+(?:usage\s+on\s+schema\s+(?:workspaces|identity)|references\s*(?:\(\s*id\s*\))?\s+on\s+(?:workspaces\.workspace|identity\."user"))\s+to\b/gi;
const SCHEMA = new RegExp(String.raw`\bschema\s+(?:if\s+(?:not\s+)?exists\s+)?(${NAME})`, "gi");
const SEARCH_PATH = /\bsearch_path\s*(?:=|\bto\b)\s*([^;\n]*)/gi;
const CREATED = new RegExp(
  String.raw`\bcreate\s+(?:or\s+replace\s+)?(?:unlogged\s+)?(?:table|(?:materialized\s+)?view|sequence|type|domain|function|procedure)\s+(?:if\s+not\s+exists\s+)?(?!if\s)(${NAME})(?!\s*\.)(?![\w$"])`,
  "gi",
);

/** Names of foreign schemas in one SQL text; comments are not read, text inside '…' is (it may be executed). */
export function foreignNames(sql: string, rules: SqlRules): SqlFault[] {
  const text = blank(blank(blankComments(sql), ALLOWED_KEYS), ALLOWED_GRANTS);
  const faults: SqlFault[] = [];
  for (const match of text.matchAll(QUALIFIED)) {
    const schema = unquote(match[1] ?? "");
    if (mayName(schema, rules) || (schema === "kernel" && match[3] !== undefined)) continue;
    faults.push({
      at: match.index,
      message: `names ${schema}.${unquote(match[2] ?? "")}, which is not its own`,
    });
  }
  for (const match of text.matchAll(SCHEMA)) {
    const schema = unquote(match[1] ?? "");
    if (!mayName(schema, rules))
      faults.push({ at: match.index, message: `names schema ${schema}, which is not its own` });
  }
  for (const match of text.matchAll(SEARCH_PATH)) {
    for (const schema of (match[1] ?? "")
      .split(",")
      .map((part) => unquote(part.trim().split(/\s/)[0] ?? ""))) {
      if (!mayName(schema, rules))
        faults.push({ at: match.index, message: `puts schema ${schema} on the search path` });
    }
  }
  return faults;
}

/** Objects that a migration creates without saying in which schema. */
export function unqualifiedCreations(sql: string): SqlFault[] {
  return [...blankComments(sql).matchAll(CREATED)].map((match) => ({
    at: match.index,
    message: `creates ${unquote(match[1] ?? "")} without naming its schema`,
  }));
}

function mayName(schema: string, { own, schemas }: SqlRules): boolean {
  if (schema === own || !schemas.has(schema)) return true;
  return own === "kernel" && KERNEL_SCHEMAS.includes(schema);
}

function blankComments(sql: string): string {
  return blank(blank(sql, /\/\*[\s\S]*?\*\//g), /--[^\n]*/g);
}

/** Keeps offsets: what is removed becomes spaces. */
function blank(text: string, pattern: RegExp): string {
  return text.replace(pattern, (found) => found.replace(/[^\n]/g, " "));
}

function unquote(name: string): string {
  return name.startsWith('"') || name.startsWith("'") ? name.slice(1, -1) : name.toLowerCase();
}
