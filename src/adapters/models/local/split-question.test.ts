import { describe, expect, test } from "vitest";
import { isRequest, splitQuestion } from "./split-question.ts";

const PAGE = "The museum opens at ten. Tickets cost 12 euros. Children enter free of charge on Sundays.";

describe("splitQuestion", () => {
  test.each([
    ["a question alone", "When does the museum open?", "When does the museum open?", ""],
    ["a request before a colon", `Summarise this: ${PAGE}`, "Summarise this", PAGE],
    ["a question below a page", `${PAGE}\n\nWhat do tickets cost?`, "What do tickets cost?", PAGE],
    ["a question above a page", `What do tickets cost?\n\n${PAGE}`, "What do tickets cost?", PAGE],
    ["a request on the first of two lines", `Count the words\n${PAGE}`, "Count the words", PAGE],
    ["statements, then a question", `${PAGE} What do tickets cost?`, "What do tickets cost?", PAGE],
    [
      "an order, then statements",
      `Summarise the following text. ${PAGE}`,
      "Summarise the following text.",
      PAGE,
    ],
    ["a statement alone", "My name is Ada.", "My name is Ada.", ""],
    ["nothing", "  ", "", ""],
  ])("%s", (_, message, question, pasted) => {
    expect(splitQuestion(message)).toEqual({ question, pasted });
  });

  test("a long text without a request has no question", () => {
    const text = `${PAGE} `.repeat(10).trim();
    expect(splitQuestion(text)).toEqual({ question: "", pasted: text });
  });

  test("several questions stay together", () => {
    const { question } = splitQuestion(`${PAGE} What do tickets cost? When is it open?`);
    expect(question).toBe("What do tickets cost? When is it open?");
  });

  test("a colon inside a question does not part it", () => {
    const message = "What does the rule mean: yes or no?";
    expect(splitQuestion(message)).toEqual({ question: message, pasted: "" });
  });

  test("in a very long paragraph only its ends are looked at", () => {
    const long = "It goes on and on. ".repeat(2_000);
    expect(splitQuestion(`${long}Who said so?`).question).toBe("Who said so?");
    expect(splitQuestion(`Summarise what follows. ${long}`).question).toBe("Summarise what follows.");
    expect(splitQuestion(long).question).toBe("");
  });
});

describe("isRequest", () => {
  test.each(["What now?", "please list them", "tl;dr", "so why", "Explain it", "本当ですか？"])(
    "%s is one",
    (text) => {
      expect(isRequest(text)).toBe(true);
    },
  );

  test.each(["", "My name is Ada.", "Whatever happens", `Why ${"so ".repeat(300)}`])("%s is none", (text) => {
    expect(isRequest(text)).toBe(false);
  });
});
