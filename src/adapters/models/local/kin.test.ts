import { expect, it } from "vitest";
import { answerTo } from "./answer.ts";
import { kinBy } from "./kin.ts";
import { stem } from "./terms.ts";

const kin = kinBy(() => [
  ["vacation", "leave", "urlaub"],
  ["leave", "exit"],
]);

it("a word has those of each of its meanings beside it, and none that only share one of them", () => {
  expect([...kin(stem("leave"))].sort()).toEqual(["exit", "urlaub", "vacation"].map(stem).sort());
  expect([...kin(stem("exit"))]).toEqual([stem("leave")]);
  expect([...kin("zebra")]).toEqual([]);
});

it("a sentence that says it otherwise answers, unless one says it so", () => {
  const text = "Leave is asked for in the tool Rota. Lunch is at noon.";
  const ask = (question: string) =>
    answerTo([{ role: "user", content: [{ type: "text", text: `${text}\n\n${question}` }] }], kin);
  expect(ask("How do I ask for vacation?")).toContain("Rota");
  expect(ask("When is lunch?")).toContain("noon");
});
