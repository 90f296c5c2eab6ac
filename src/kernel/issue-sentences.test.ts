import { describe, expect, it } from "vitest";
import { z } from "zod";
import { useIssueSentences } from "./issue-sentences.ts";

useIssueSentences();

const said = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map((issue) => issue.message) ?? [];

describe("a faulty value", () => {
  it.each([
    [z.string(), 1, "Give a text."],
    [z.object({ a: z.string() }), {}, "This field is required."],
    [z.number().int(), 1.5, "Give a whole number."],
    [z.number(), "1", "Give a number."],
    [z.number().min(1), -1, "Give a number of at least 1."],
    [z.number().max(2_000), 2_001, "Give a number of at most 2,000."],
    [z.number().gt(0), 0, "Give a number of more than 0."],
    [z.string().min(1), "", "Use at least 1 character."],
    [z.string().max(3), "abcd", "Use at most 3 characters."],
    [z.array(z.string()).max(2), ["a", "b", "c"], "Give a list of at most 2 entries."],
    [z.array(z.string()), "a", "Give a list."],
    [z.enum(["a", "b"]), "c", 'Use one of "a", "b".'],
    [z.literal(1), 2, "Use 1."],
    [z.strictObject({}), { x: 1 }, 'There is no field "x" here. Leave it out.'],
    [z.union([z.string(), z.number()]), true, "This value has none of the forms that are taken here."],
    [z.boolean(), "yes", "Give true or false."],
    [z.iso.datetime(), "now", "This does not have the form that is wanted here. Check its spelling."],
  ])("is told in a sentence that says what to do: %#", (schema, value, sentence) => {
    expect(said(schema, value)).toEqual([sentence]);
  });

  it("keeps the sentence of its own schema", () => {
    expect(said(z.string("Name a model."), 1)).toEqual(["Name a model."]);
  });

  it("does not come back whole when it is long", () => {
    const [sentence = ""] = said(z.strictObject({}), { ["x".repeat(10_000)]: 1 });
    expect(sentence.length).toBeLessThan(200);
  });
});
