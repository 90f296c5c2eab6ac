import { afterEach, describe, expect, test } from "vitest";
import { startModelSimulator } from "../../../../simulators/model/start-model-simulator.ts";
import { serveFixture } from "../testing/fixture-server.ts";
import { createOpenAICompatible } from "./create-openai-compatible.ts";

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

function provider(baseUrl: string) {
  const created = createOpenAICompatible({ baseUrl, providerName: "p" });
  opened.push(created);
  return created;
}

async function answering(body: unknown) {
  const server = await serveFixture(() => ({ body: JSON.stringify(body) }));
  opened.push(server);
  return provider(server.url);
}

const input = (...values: string[]) => ({ modelId: "e", values, signal: AbortSignal.timeout(10_000) });

describe("embed", () => {
  test("returns a vector for each value and the reported tokens", async () => {
    const simulator = await startModelSimulator();
    opened.push(simulator);
    const { vectors, tokens } = await provider(simulator.url).embed(input("one two", "three"));
    expect(vectors.map((vector) => vector.length)).toEqual([256, 256]);
    expect(tokens).toBe(4);
  });

  test("keeps the order of the values when the provider answers in another", async () => {
    const data = [
      { index: 1, embedding: [2] },
      { index: 0, embedding: [1] },
    ];
    const one = await answering({ data });
    expect(await one.embed(input("a", "b"))).toEqual({ vectors: [[1], [2]], tokens: undefined });
  });

  test("asks nothing of the provider for an empty list", async () => {
    expect(await provider("http://127.0.0.1:9/v1").embed(input())).toEqual({ vectors: [], tokens: 0 });
  });

  test.each([
    ["too few vectors", { data: [{ index: 0, embedding: [1] }] }],
    ["a vector that is not numbers", { data: [{ embedding: [1] }, { embedding: ["x"] }] }],
    [
      "twice the same place",
      {
        data: [
          { index: 0, embedding: [1] },
          { index: 0, embedding: [1] },
        ],
      },
    ],
    ["no list", { object: "list" }],
    ["no object", 7],
  ])("%s is malformed", async (_, body) => {
    const one = await answering(body);
    await expect(one.embed(input("a", "b"))).rejects.toMatchObject({ kind: "malformed" });
  });

  test("errors are those of every other call, and an abort is the signal's reason", async () => {
    const simulator = await startModelSimulator();
    opened.push(simulator);
    const limited = createOpenAICompatible({
      baseUrl: simulator.url,
      providerName: "p",
      headers: { "x-simulate": "error-429" },
    });
    opened.push(limited);
    await expect(limited.embed(input("a"))).rejects.toMatchObject({ kind: "rate_limited" });
    const reason = new Error("left");
    const gone = { ...input("a"), signal: AbortSignal.abort(reason) };
    await expect(provider(simulator.url).embed(gone)).rejects.toBe(reason);
  });
});
