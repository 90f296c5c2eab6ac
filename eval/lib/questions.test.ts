import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { halfOf, readQuestions } from "./questions.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "questions-"));
});
afterAll(() => rm(folder, { recursive: true }));

const ANSWERED = {
  id: "a-1",
  question: "When is lunch?",
  kind: "number",
  answers: [{ document: "day.md", contains: "Lunch is at noon" }],
};
const UNANSWERABLE = { id: "a-2", question: "Who cooks?", kind: "unanswerable", answers: [] };

async function file(name: string, ...lines: readonly (object | string)[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(
    path,
    lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"),
  );
  return path;
}

describe("questions", () => {
  it("are read a line each, empty lines apart, English where nothing is said", async () => {
    const questions = await readQuestions([await file("good.jsonl", ANSWERED, "", UNANSWERABLE)]);
    expect(questions.map(({ id, language }) => [id, language])).toEqual([
      ["a-1", "en"],
      ["a-2", "en"],
    ]);
  });

  it.each([
    ["is not JSON", "{", /bad-0\.jsonl:2: this line is not JSON/],
    ["has an answer although it has none", { ...UNANSWERABLE, answers: ANSWERED.answers }, /bad-1\.jsonl:2/],
    ["has no answer although it should", { ...ANSWERED, id: "x", answers: [] }, /bad-2\.jsonl:2/],
    ["is there twice", ANSWERED, /bad-3\.jsonl:2: the id a-1 is there twice/],
  ])("a line that %s is named", async (_what, line, message) => {
    const at = message.source.match(/bad-\d/)?.[0] ?? "";
    await expect(readQuestions([await file(`${at}.jsonl`, ANSWERED, line)])).rejects.toThrow(message);
  });

  it("fall into the same half in every run, by their id", async () => {
    const [one, other] = await readQuestions([await file("halves.jsonl", ANSWERED, UNANSWERABLE)]);
    if (one === undefined || other === undefined) throw new Error("Two questions were written.");
    expect([halfOf(one), halfOf(other)]).toEqual([halfOf(one), halfOf(other)]);
    const halves = new Set(Array.from({ length: 40 }, (_, n) => halfOf({ ...one, id: `q-${n}` })));
    expect(halves).toEqual(new Set(["dev", "held-out"]));
  });
});
