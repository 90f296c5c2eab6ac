import { z } from "zod";

type RawIssue = z.core.$ZodRawIssue;

const KINDS: Readonly<Record<string, string>> = {
  string: "Give a text.",
  number: "Give a number.",
  int: "Give a whole number.",
  bigint: "Give a whole number.",
  boolean: "Give true or false.",
  array: "Give a list.",
  object: "Give an object with named fields.",
  record: "Give an object with named fields.",
  null: "Give null.",
};
/** Names of fields and values come from the caller: no more of them is repeated. */
const MOST_NAMED = 10;

/** What is wrong with a value and what to do, where its schema has no sentence of its own. */
function issueSentence(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "This field is required." : KINDS[issue.expected];
    case "too_small":
      return `${bound(issue.origin, issue.inclusive === false ? "more than" : "at least", issue.minimum)}.`;
    case "too_big":
      return `${bound(issue.origin, issue.inclusive === false ? "less than" : "at most", issue.maximum)}.`;
    case "invalid_value":
      return `Use ${issue.values.length > 1 ? "one of " : ""}${issue.values.slice(0, 40).map(shown).join(", ")}.`;
    case "unrecognized_keys":
      return `There is no field ${issue.keys.slice(0, MOST_NAMED).map(shown).join(", ")} here. Leave it out.`;
    case "not_multiple_of":
      return `Give a multiple of ${issue.divisor}.`;
    case "invalid_format":
      return "This does not have the form that is wanted here. Check its spelling.";
    case "invalid_union":
      return "This value has none of the forms that are taken here.";
    default:
      return undefined;
  }
}

function bound(origin: string, relation: string, limit: number | bigint): string {
  const figure = limit.toLocaleString("en");
  if (origin === "string") return `Use ${relation} ${figure} ${limit === 1 ? "character" : "characters"}`;
  if (origin === "array" || origin === "set") {
    return `Give a list of ${relation} ${figure} ${limit === 1 ? "entry" : "entries"}`;
  }
  return `Give a number of ${relation} ${figure}`;
}

function shown(value: unknown): string {
  return typeof value === "string" ? `"${value.slice(0, 100)}"` : String(value);
}

/** Zod asks this where a schema says nothing itself. Set for the whole process, as it is read by every schema. */
export function useIssueSentences(): void {
  z.config({ customError: issueSentence });
}
