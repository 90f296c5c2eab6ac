import { describe, expect, test } from "vitest";
import { embeddingsDocument } from "./embeddings.ts";

type Document = { data: { index: number; embedding: number[] | string }[]; usage: { prompt_tokens: number } };

function embed(body: object): Document {
  const answer = embeddingsDocument(JSON.stringify({ model: "e", ...body }));
  if (typeof answer === "string") throw new Error(answer);
  // The shape that embeddingsDocument writes, spelled out for the assertions.
  return answer as Document;
}

describe("embeddingsDocument", () => {
  test("takes a string or a list, and as many dimensions as asked for", () => {
    expect(embed({ input: "one" }).data[0]?.embedding).toHaveLength(256);
    expect(
      embed({ input: ["one", "two"], dimensions: 8 }).data.map(({ embedding }) => embedding.length),
    ).toEqual([8, 8]);
    expect(embed({ input: "one", dimensions: 1e9 }).data[0]?.embedding).toHaveLength(4_096);
  });

  test("gives base64 of the same numbers when asked", () => {
    const [plain] = embed({ input: "one two", dimensions: 16 }).data;
    const [coded] = embed({ input: "one two", dimensions: 16, encoding_format: "base64" }).data;
    const bytes = Buffer.from(String(coded?.embedding), "base64");
    const numbers = Array.from({ length: 16 }, (_, i) => bytes.readFloatLE(i * 4));
    expect(numbers).toEqual(plain?.embedding);
  });

  test("is the same for the same words in any case, and has a direction even without words", () => {
    const vector = (input: string) => embed({ input }).data[0]?.embedding;
    expect(vector("Red Fox")).toEqual(vector("red fox"));
    expect(vector("!!!")).toContainEqual(expect.not.closeTo(0));
  });

  test("counts tokens by a quarter of the characters", () => {
    expect(embed({ input: ["abcdefgh", "a"] }).usage.prompt_tokens).toBe(3);
  });

  test.each(["{", "{}", '{"input":[]}', '{"input":[1]}', '{"input":7}'])("%s is refused in words", (body) => {
    expect(embeddingsDocument(body)).toBeTypeOf("string");
  });
});
