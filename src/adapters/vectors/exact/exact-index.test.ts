import { describe, expect, it } from "vitest";
import type { CodeBlock, VectorRow, VectorStore } from "../../../modules/knowledge/ports.ts";
import { Best } from "./best.ts";
import { normalised } from "./codes.ts";
import { DotProducts } from "./dot-products.ts";
import { exactIndex } from "./exact-index.ts";

const stays = new AbortController().signal;
const W = "one";
const M = "acme/embed";

/** The tables, in memory. @returns also how many blocks were read from them */
function memoryStore() {
  const blocks: (CodeBlock & { workspaceId: string; model: string })[] = [];
  const rows: (VectorRow & { workspaceId: string; model: string })[] = [];
  const counts = { blocksRead: 0 };
  const store: VectorStore = {
    async write(workspaceId, model, added, block) {
      blocks.push({ workspaceId, model, ...block });
      rows.push(...added.map((row) => ({ workspaceId, model, ...row })));
    },
    async remove(workspaceId, versionId, model) {
      for (const list of [blocks, rows]) {
        for (let at = list.length - 1; at >= 0; at -= 1) {
          const one = list[at];
          if (one?.workspaceId !== workspaceId || one.versionId !== versionId) continue;
          if (model === null || one.model === model) list.splice(at, 1);
        }
      }
    },
    async *blocks(workspaceId, model, dimensions, versions) {
      const wanted = blocks
        .filter((block) => block.workspaceId === workspaceId && block.model === model)
        .filter((block) => block.dimensions === dimensions && versions.includes(block.versionId))
        .sort((a, b) => a.versionId.localeCompare(b.versionId) || a.firstNumber - b.firstNumber);
      for (let from = 0; from < wanted.length; from += 3) {
        const page = wanted.slice(from, from + 3);
        counts.blocksRead += page.length;
        yield page;
      }
    },
    vectors: async (workspaceId, model, keys) =>
      rows.filter(
        (row) =>
          row.workspaceId === workspaceId &&
          row.model === model &&
          keys.some(({ versionId, number }) => versionId === row.versionId && number === row.number),
      ),
  };
  return { store, counts };
}

/** The same numbers each time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}

function vectors(count: number, dimensions: number, seed = 1): Float32Array[] {
  const next = random(seed);
  return Array.from({ length: count }, () => Float32Array.from({ length: dimensions }, next));
}

const rowsOf = (versionId: string, list: readonly Float32Array[], from = 0): VectorRow[] =>
  list.map((vector, at) => ({ versionId, number: from + at, vector }));

function cosine(a: Float32Array, b: Float32Array): number {
  const [x, y] = [normalised(a), normalised(b)];
  return x.reduce((sum, value, at) => sum + value * (y[at] ?? 0), 0);
}

describe("products of bytes", () => {
  it.each([16, 32, 768, 3_072])("are those that a loop finds, at rows of %i", (width) => {
    const products = new DotProducts();
    const next = random(width);
    const byte = () => Math.round(next() * 254);
    const rows = Int8Array.from({ length: width * 9 }, byte);
    const query = Int8Array.from({ length: width }, byte);
    products.setQuery(query);
    products.put(rows, 0, width);
    const expected = Array.from({ length: 9 }, (_, row) =>
      query.reduce((sum, value, at) => sum + value * (rows[row * width + at] ?? 0), 0),
    );
    expect([...products.products(9, width)]).toEqual(expected);
  });

  it("hold the largest values of 4,096 dimensions", () => {
    const products = new DotProducts();
    products.setQuery(new Int8Array(4_096).fill(-127));
    products.put(new Int8Array(4_096).fill(127), 0, 4_096);
    expect([...products.products(1, 4_096)]).toEqual([-127 * 127 * 4_096]);
  });
});

it("the best of a list are kept, whatever their order", () => {
  const next = random(5);
  const scores = Array.from({ length: 500 }, next);
  const best = new Best<number>(20);
  for (const score of scores) best.offer(score, score);
  expect([...best.items()].sort((a, b) => b - a)).toEqual(scores.sort((a, b) => b - a).slice(0, 20));
});

describe("the exact index", () => {
  it.each([3, 100, 256])("finds what comparing all would find, in %i dimensions", async (dimensions) => {
    const { store } = memoryStore();
    const index = exactIndex(store, 10_000_000);
    const list = vectors(2_000, dimensions);
    for (let from = 0; from < 2_000; from += 64) {
      await index.upsert(W, M, rowsOf("v", list.slice(from, from + 64), from));
    }
    for (const query of vectors(10, dimensions, 77)) {
      const hits = await index.search(W, M, query, new Set(["v"]), 10, stays);
      const all = list.map((vector, number) => ({ number, score: cosine(vector, query) }));
      const expected = all.sort((a, b) => b.score - a.score).slice(0, 10);
      expect(hits.map(({ number }) => number)).toEqual(expected.map(({ number }) => number));
      expect(hits[0]?.score).toBeCloseTo(expected[0]?.score ?? 0, 5);
    }
  });

  it("gives nothing of another workspace, of a version that is not allowed, of another model or length", async () => {
    const { store } = memoryStore();
    const index = exactIndex(store, 10_000_000);
    const [vector = new Float32Array()] = vectors(1, 8);
    await index.upsert(W, M, rowsOf("mine", [vector]));
    await index.upsert("two", M, rowsOf("theirs", [vector]));
    await index.upsert(W, "acme/other", rowsOf("mine", [vector]));
    const find = (workspace: string, model: string, versions: string[], query = vector) =>
      index.search(workspace, model, query, new Set(versions), 5, stays);
    expect(await find(W, M, ["mine", "theirs"])).toMatchObject([{ versionId: "mine", number: 0 }]);
    expect(await find("two", M, ["mine"])).toEqual([]);
    expect(await find(W, M, [])).toEqual([]);
    expect(await find(W, "acme/none", ["mine"])).toEqual([]);
    expect(await find(W, M, ["mine"], Float32Array.of(1, 2))).toEqual([]);
  });

  it("reads a version once, and again when it does not fit the memory", async () => {
    const { store, counts } = memoryStore();
    const index = exactIndex(store, 10_000_000);
    const small = exactIndex(store, 100);
    for (const version of ["a", "b"]) {
      for (let from = 0; from < 10; from += 2) {
        await index.upsert(W, M, rowsOf(version, vectors(2, 16, from + 1), from));
      }
    }
    const [query = new Float32Array()] = vectors(1, 16, 9);
    const both = new Set(["a", "b"]);
    const first = await index.search(W, M, query, both, 4, stays);
    expect(first).toHaveLength(4);
    expect(await index.search(W, M, query, both, 4, stays)).toEqual(first);
    expect(counts.blocksRead).toBe(10);
    expect(await small.search(W, M, query, both, 4, stays)).toEqual(first);
    expect(await small.search(W, M, query, both, 4, stays)).toEqual(first);
    expect(counts.blocksRead).toBe(30);
    expect(await index.check()).toContain("PostgreSQL");
  });

  it("keeps within its memory when many workspaces search, and finds all the same", async () => {
    const { store } = memoryStore();
    const index = exactIndex(store, 5_000);
    const list = vectors(20, 64);
    for (let n = 0; n < 12; n += 1) await index.upsert(`w${n}`, M, rowsOf(`v${n}`, list));
    for (let round = 0; round < 2; round += 1) {
      for (let n = 0; n < 12; n += 1) {
        const hits = await index.search(
          `w${n}`,
          M,
          list[n] ?? new Float32Array(64),
          new Set([`v${n}`]),
          1,
          stays,
        );
        expect(hits).toMatchObject([{ versionId: `v${n}`, number: n }]);
      }
    }
    expect(await index.check()).toContain("(0 MB");
  });

  it("forgets a removed version, of one model or of all", async () => {
    const { store } = memoryStore();
    const index = exactIndex(store, 10_000_000);
    const [vector = new Float32Array()] = vectors(1, 8);
    await index.upsert(W, M, rowsOf("v", [vector]));
    await index.upsert(W, "acme/old", rowsOf("v", [vector]));
    const find = (model: string) => index.search(W, model, vector, new Set(["v"]), 5, stays);
    await Promise.all([find(M), find("acme/old")]);
    await index.removeVersion(W, "v", "acme/old");
    expect([await find(M), await find("acme/old")]).toMatchObject([[{ number: 0 }], []]);
    await index.removeVersion(W, "v");
    expect(await find(M)).toEqual([]);
  });

  it("takes a vector of noughts, which is near nothing, and refuses one of gaps", async () => {
    const { store } = memoryStore();
    const index = exactIndex(store, 10_000_000);
    await index.upsert(W, M, rowsOf("v", [new Float32Array(4), Float32Array.of(1, 0, 0, 0)]));
    const hits = await index.search(W, M, Float32Array.of(1, 0, 0, 0), new Set(["v"]), 5, stays);
    expect(hits[0]).toMatchObject({ number: 1, score: 1 });
    const gap = [...rowsOf("v", vectors(1, 4)), ...rowsOf("v", vectors(1, 4), 5)];
    await expect(index.upsert(W, M, gap)).rejects.toThrow("consecutive");
  });

  it("ends when the asker has left", async () => {
    const { store } = memoryStore();
    const index = exactIndex(store, 10_000_000);
    const left = AbortSignal.abort(new Error("left"));
    await expect(index.search(W, M, Float32Array.of(1), new Set(["v"]), 5, left)).rejects.toThrow("left");
  });

  it("answers searches that run at the same time each for itself", async () => {
    const { store } = memoryStore();
    const index = exactIndex(store, 10_000_000);
    const list = vectors(640, 32);
    for (let from = 0; from < 640; from += 64)
      await index.upsert(W, M, rowsOf("v", list.slice(from, from + 64), from));
    const found = await Promise.all(
      list.slice(0, 40).map((vector) => index.search(W, M, vector, new Set(["v"]), 1, stays)),
    );
    expect(found.map(([hit]) => hit?.number)).toEqual(Array.from({ length: 40 }, (_, n) => n));
  });
});
