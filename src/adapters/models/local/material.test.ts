import type { LanguageModelV4Message } from "@ai-sdk/provider";
import { describe, expect, test } from "vitest";
import { formatSourceBlock } from "../source-block.ts";
import { gather } from "./material.ts";

const user = (text: string): LanguageModelV4Message => ({ role: "user", content: [{ type: "text", text }] });
const assistant = (text: string): LanguageModelV4Message => ({
  role: "assistant",
  content: [{ type: "text", text }],
});
const names = (prompt: LanguageModelV4Message[]): string[] => gather(prompt).passages.map(({ name }) => name);

describe("gather", () => {
  test("takes numbered sources from system and user messages, by number, newest text first", () => {
    const old = formatSourceBlock({ n: 1, title: "Old", text: "Old text." });
    const fresh = formatSourceBlock({ n: 1, title: "New", locator: "page 3", text: "New text." });
    const second = formatSourceBlock({ n: 2, title: "Second", text: "More text." });
    const { passages, question } = gather([
      user(`${old} Earlier?`),
      assistant("ok"),
      user(`${second}${fresh}\nNow what?`),
    ]);
    expect(passages.map(({ n, name }) => [n, name])).toEqual([
      [1, "New, page 3"],
      [2, "Second"],
    ]);
    expect(question).toBe("Now what?");
  });

  test("does not read instructions of the system as text to quote", () => {
    expect(
      names([{ role: "system", content: "Secret rules apply here. Obey them." }, user("What rules apply?")]),
    ).toEqual([]);
  });

  test("remembers the question before, if it was one", () => {
    expect(gather([user("What does it cost?"), assistant("5"), user("And there?")]).earlierQuestion).toBe(
      "What does it cost?",
    );
    expect(gather([user("My name is Ada."), assistant("ok"), user("And there?")]).earlierQuestion).toBe("");
  });

  test("keeps what the person said apart from what was answered", () => {
    const { passages, answers } = gather([
      user("My name is Ada."),
      assistant("Nice to meet you."),
      user("What is my name?"),
    ]);
    expect(passages.map(({ name, weight }) => [name, weight])).toEqual([["your earlier message", 0.8]]);
    expect(answers.map(({ name }) => name)).toEqual(["an earlier answer"]);
  });

  test("reads attached text, whether inline, bytes or base64, and nothing else", () => {
    const file = (filename: string, mediaType: string, data: unknown) => ({
      type: "file",
      filename,
      mediaType,
      data,
    });
    const content = [
      { type: "text", text: "What is in them?" },
      file("a.txt", "text/plain", { type: "text", text: "Alpha is here." }),
      file("b.md", "text/markdown", { type: "data", data: Buffer.from("Beta is here.") }),
      file("c.json", "application/json", { type: "data", data: Buffer.from('"Gamma"').toString("base64") }),
      file("d.png", "image/png", { type: "data", data: "iVBORw0K" }),
      file("e.txt", "text/plain", { type: "url", url: new URL("https://x.example/e.txt") }),
    ];
    // The literal above spells out parts of a user message one field at a time.
    expect(names([{ role: "user", content } as LanguageModelV4Message])).toEqual(["a.txt", "b.md", "c.json"]);
  });

  test("stays within 200,000 characters and says that something was left out", () => {
    const long = "A sentence that fills the page. ".repeat(10_000);
    const { isCut, passages, question } = gather([
      user(long),
      assistant(long),
      user(`${long}\n\nWho did it?`),
    ]);
    expect(isCut).toBe(true);
    expect(question).toBe("Who did it?");
    const chars = passages.reduce(
      (sum, { units }) => sum + units.reduce((n, { text }) => n + text.length, 0),
      0,
    );
    expect(chars).toBeLessThanOrEqual(210_000);
    expect(gather([user("Short one.")]).isCut).toBe(false);
  });

  test("a conversation without a question is empty material", () => {
    expect(gather([])).toMatchObject({ question: "", passages: [], answers: [], texts: [] });
    expect(gather([assistant("Hello.")]).question).toBe("");
  });
});
