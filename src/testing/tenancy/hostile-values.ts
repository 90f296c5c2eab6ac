/** A body that somebody might send, and what was done to it. */
export interface Hostile {
  readonly what: string;
  readonly body: unknown;
}

/** Longer than any name, shorter than the limit of a body. */
const LONG_TEXT = "a".repeat(1_000_000);

/** Values that belong nowhere, with the words that a failing test shows. */
const VALUES: readonly (readonly [what: string, value: unknown])[] = [
  ["null", null],
  ["true", true],
  ["a negative number", -1],
  ["a fraction", 0.5],
  ["a number beyond 2^53", 1e300],
  ["an empty text", ""],
  ["white space", " \t\n "],
  ["NUL", "a\u0000b"],
  ["NUL alone", "\u0000"],
  ["a lone surrogate", "a\ud800b"],
  ["a special token", "<|endoftext|>"],
  ["SQL", "'; drop table workspaces.member; --"],
  ["a path", "../../../etc/passwd"],
  ["right-to-left and zero-width marks", "\u202e\u200b\ufeff"],
  ["a million letters", LONG_TEXT],
  ["thirty digits", "9".repeat(30)],
  ["a minus sign", "-"],
  ["a date that is none", "2026-02-30T25:00:00Z"],
  ["an id of nothing", "00000000-0000-0000-0000-000000000000"],
  ["an empty list", []],
  ["a list in a list", [[[]]]],
  ["a list of the wrong", [null, 1, {}]],
  ["an empty object", {}],
  ["an object with __proto__", JSON.parse('{"constructor":{"prototype":{"x":1}}}')],
];

/** The body with each of its values replaced by each hostile one, with each field left out, and with one too many. */
export function* hostileBodies(body: unknown): Generator<Hostile> {
  for (const path of pathsOf(body)) {
    const place = path.join(".") || "the body";
    for (const [what, value] of VALUES)
      yield { what: `${place} is ${what}`, body: replaced(body, path, value) };
    if (path.length > 0) yield { what: `${place} is missing`, body: replaced(body, path, undefined) };
    const here = at(body, path);
    if (isRecord(here)) {
      yield {
        what: `${place} has a field too many`,
        body: replaced(body, path, { ...here, unheardOf: "a\u0000b" }),
      };
    }
  }
}

/** Texts that are no JSON, or JSON that is no request. */
export const BROKEN_TEXTS: readonly (readonly [what: string, text: string])[] = [
  ["nothing", ""],
  ["an open brace", "{"],
  ["a comma too many", '{"name":"a",}'],
  ["single quotes", "{'name':'a'}"],
  ["a NUL", "\u0000"],
  ["HTML", "<html></html>"],
  ["null", "null"],
  ["a number", "1e999"],
  ["a text", '"text"'],
  ["a list", "[]"],
  ["__proto__", '{"__proto__":{"isAdmin":true}}'],
  ["10,000 brackets", "[".repeat(10_000)],
  ["10,000 nested objects", `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`],
];

type Path = readonly (string | number)[];

function pathsOf(value: unknown, here: Path = []): Path[] {
  const inner = Array.isArray(value)
    ? value.flatMap((item: unknown, index) => pathsOf(item, [...here, index]))
    : isRecord(value)
      ? Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...here, key]))
      : [];
  return [here, ...inner];
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
}

function replaced(value: unknown, path: Path, by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? replaced(item, rest, by) : item));
  return isRecord(value) ? { ...value, [key]: replaced(value[key], rest, by) } : value;
}

/** Lists count as records of their indexes. */
function isRecord(value: unknown): value is Record<string | number, unknown> {
  return typeof value === "object" && value !== null;
}
