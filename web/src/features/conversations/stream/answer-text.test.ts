import { expect, test } from "vitest";
import { AnswerText, displayable } from "./answer-text.ts";

test("pieces in order make the text", () => {
  const answer = new AnswerText();
  expect(answer.place(0, "Hello ")).toBe("added");
  expect(answer.place(6, "there")).toBe("added");
  expect(answer.text).toBe("Hello there");
  expect(answer.length).toBe(11);
});

test("a piece that came before is not doubled", () => {
  const answer = new AnswerText("Hello there");
  expect(answer.place(6, "there")).toBe("known");
  expect(answer.place(0, "Hello there")).toBe("known");
  expect(answer.text).toBe("Hello there");
});

test("of an overlapping piece only the new part is taken", () => {
  const answer = new AnswerText("Hello th");
  expect(answer.place(6, "there, you")).toBe("added");
  expect(answer.text).toBe("Hello there, you");
});

test("a piece behind a hole is refused, so that the missing part can be fetched", () => {
  const answer = new AnswerText("Hello");
  expect(answer.place(9, "re")).toBe("gap");
  expect(answer.text).toBe("Hello");
});

test("where the server kept less than it had sent, its text wins", () => {
  const answer = new AnswerText("Hello thewrong");
  expect(answer.place(6, "there")).toBe("mended");
  expect(answer.text).toBe("Hello there");
});

test("a fetched message fills in what the stream has not brought, and never shortens the text", () => {
  const answer = new AnswerText("Hello");
  expect(answer.catchUp("Hello there")).toBe("added");
  expect(answer.catchUp("Hel")).toBe("known");
  expect(answer.text).toBe("Hello there");
});

test("any order of repeated and overlapping pieces that leaves no hole gives the text once", () => {
  const whole = "The quick brown fox 😀 jumps over the lazy dog. ".repeat(20);
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  for (let round = 0; round < 20; round += 1) {
    const answer = new AnswerText();
    while (answer.length < whole.length) {
      const from = random(answer.length + 3);
      const placed = answer.place(from, whole.slice(from, from + random(60)));
      if (from > answer.length) expect(placed).toBe("gap");
      expect(whole.startsWith(answer.text)).toBe(true);
    }
    expect(answer.text).toBe(whole);
  }
});

test("half of a surrogate pair at the end is not shown yet", () => {
  expect(displayable("ok 😀".slice(0, 4))).toBe("ok ");
  expect(displayable("ok 😀")).toBe("ok 😀");
  expect(displayable("")).toBe("");
});
