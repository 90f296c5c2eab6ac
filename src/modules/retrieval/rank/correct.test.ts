import { describe, expect, it } from "vitest";
import { partlyOpen, type ShortDocument } from "../testing/partly-open.ts";
import { correctTypos } from "./correct.ts";
import { readQuestion } from "./question.ts";

const open: ShortDocument[] = [
  {
    name: "one",
    texts: ["the harbour office receives parcels", "the invoice of the lighthouse", "model xk900"],
  },
];
const closed: ShortDocument = { name: "vault", texts: ["the observatory receipts"], closed: true };

/** Corrections of a question none of whose words occurs unless named. */
async function corrected(question: string, documents = open, occurring: readonly string[] = []) {
  const { concepts } = readQuestion(question);
  const occurs = concepts.map(({ surface }) => occurring.includes(surface));
  const found = await correctTypos(partlyOpen(documents), concepts, occurs);
  return Object.fromEntries([...found].map(([at, term]) => [concepts[at]?.surface ?? "", term]));
}

describe("a slip of typing", () => {
  it.each([
    ["lighthuose", "two letters swapped"],
    ["lighthose", "a letter left out"],
    ["lighthhouse", "a letter too many"],
    ["lighthouze", "another letter"],
  ])("%s (%s) is read as the word that the documents have", async (word) => {
    const { [word]: term } = await corrected(word);
    expect("lighthouse".startsWith(term ?? "nothing")).toBe(true);
  });

  it("in a word that occurs is no slip", async () => {
    expect(await corrected("lighthose", open, ["lighthose"])).toEqual({});
  });

  it("is not looked for in short words and in names with digits", async () => {
    expect(await corrected("ofice xk901 modle9")).not.toHaveProperty("xk901");
    expect(await corrected("odel")).toEqual({});
  });

  it("too many of them are another word", async () => {
    expect(await corrected("lughtxxuse")).toEqual({});
  });

  it("is corrected only to what the asker may read", async () => {
    expect(await corrected("obsevratory", [...open, closed])).toEqual({});
    expect(await corrected("obsevratory", [...open, { ...closed, closed: false }])).not.toEqual({});
  });

  it("of an empty index is none", async () => {
    expect(await corrected("lighthose", [])).toEqual({});
  });
});
