import { z } from "zod";

/** Those keywords of JSON Schema that our contracts come to. */
interface Shape {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
}

export type Values = Readonly<Record<string, unknown>>;

/**
 * A body that a route's schema accepts, made from the schema alone.
 * @param values for properties that must name something that exists, by property name
 */
export function sampleBody(schema: z.ZodType, values: Values): unknown {
  // JSON Schema as zod writes it; only the keywords above are read.
  const shape = z.toJSONSchema(schema, { io: "input", unrepresentable: "any", reused: "inline" }) as Shape;
  const body = sample(shape, "", values);
  const checked = schema.safeParse(body);
  if (checked.success) return body;
  throw new Error(
    `No valid body could be made: ${checked.error.message}. Give the property a value in src/testing/tenancy/samples.ts.`,
  );
}

function sample(shape: Shape, name: string, values: Values): unknown {
  if (name in values) return values[name];
  if (shape.const !== undefined) return shape.const;
  if (shape.enum !== undefined) return shape.enum[0];
  if (shape.examples !== undefined) return shape.examples[0];
  const option = (shape.anyOf ?? shape.oneOf)?.find((one) => one.type !== "null");
  if (option !== undefined) return sample(option, name, values);
  switch (shape.type) {
    case "object":
      return Object.fromEntries(
        Object.entries(shape.properties ?? {}).map(([key, inner]) => [key, sample(inner, key, values)]),
      );
    case "array":
      return [sample(shape.items ?? {}, name, values)];
    case "integer":
    case "number":
      return Math.max(shape.minimum ?? 1, 1);
    case "boolean":
      return false;
    default:
      return sampleText(shape);
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  uuid: "01930000-0000-7000-8000-000000000001",
  "date-time": "2031-01-01T00:00:00Z",
  email: "somebody@example.com",
};

function sampleText({ format, pattern, minLength = 1 }: Shape): string {
  const known = format === undefined ? undefined : FORMATS[format];
  if (known !== undefined) return known;
  const candidates = ["Sample text", "sample-text", "1000000", "sample"].map((text) =>
    text.padEnd(minLength, "x"),
  );
  return candidates.find((text) => pattern === undefined || new RegExp(pattern, "u").test(text)) ?? "sample";
}
