import { describe, expect, test } from "vitest";
import { expansionsFor, hasShape, isTelling, kindOf } from "./question.ts";

describe("kindOf", () => {
  test.each([
    ["What is your phone number?", "phone"],
    ["Can I call you?", "phone"],
    ["What is her email address?", "email"],
    ["How do I contact support?", "contact"],
    ["How much is it?", "money"],
    ["What does shipping cost?", "money"],
    ["How many seats?", "number"],
    ["How long does it take?", "number"],
    ["When do you open?", "time"],
    ["By what date?", "time"],
    ["Who founded it?", "person"],
    ["Where is the office?", "place"],
    ["Why is it closed?", "reason"],
    ["What are the rules?", "list"],
    ["Which colours exist?", "list"],
    ["How do I reset it?", "method"],
    ["Is it blue?", "other"],
  ])("%s asks for a %s", (question, kind) => {
    expect(kindOf(question)).toBe(kind);
  });
});

describe("hasShape", () => {
  test.each([
    ["money", "It costs €4.90.", "It costs nothing."],
    ["number", "There are seven of them.", "There are some of them."],
    ["time", "It opens at 10:30.", "It opens early."],
    ["time", "Due on 3 March.", "Due at some point."],
    ["person", "Maria Lopez runs it.", "somebody runs it."],
    ["place", "The office is in Lyon.", "it is nowhere."],
    ["reason", "Closed because of snow.", "Closed."],
    ["method", "Open settings and choose security.", "It is blue."],
    ["phone", "Ring +49 30 123456.", "Ring us."],
    ["email", "Write to a.b@acme.example.", "Write to us @ work."],
    ["contact", "a@b.co", "nothing"],
  ] as const)("%s: %s", (kind, yes, no) => {
    expect([hasShape(yes, kind), hasShape(no, kind)]).toEqual([true, false]);
  });

  test("a kind without a shape never claims one", () => {
    expect(hasShape("anything 1 € Maria Lopez", "other")).toBe(false);
  });
});

test("only addresses and numbers to call are telling by themselves", () => {
  expect([isTelling("phone"), isTelling("email"), isTelling("contact"), isTelling("money")]).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test("each kind may bring words that answers use", () => {
  expect(expansionsFor("money")).toContain("price");
  expect(expansionsFor("other")).toEqual([]);
});
