import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { VectorIndex } from "../../../modules/knowledge/ports.ts";
import { type QdrantStub, startQdrantStub } from "../testing/qdrant-stub.ts";
import { qdrantIndex } from "./qdrant-index.ts";

const stays = new AbortController().signal;
const M = "acme/embed";
const [mine, theirs, v1, v2] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];

let stub: QdrantStub;
let index: VectorIndex;
beforeEach(async () => {
  stub = await startQdrantStub();
  index = qdrantIndex({ url: stub.url, apiKey: "a-key" });
});
afterEach(() => stub.close());

const put = (workspace: string, versionId: string, ...vectors: number[][]) =>
  index.upsert(
    workspace,
    M,
    vectors.map((vector, number) => ({ versionId, number, vector: Float32Array.from(vector) })),
  );
const find = (workspace: string, versions: string[], vector = [1, 0], model = M) =>
  index.search(workspace, model, Float32Array.from(vector), new Set(versions), 5, stays);

describe("vectors in Qdrant", () => {
  it("are found nearest first, in a collection of their model, with an index by tenant", async () => {
    await put(mine, v1, [0, 1], [1, 0.1]);
    expect(await find(mine, [v1])).toMatchObject([{ versionId: v1, number: 1 }, { number: 0 }]);
    const [[name, collection] = []] = stub.collections;
    expect(name).toMatch(/^parley-acme-embed-[0-9a-f]{8}-2$/);
    expect(collection?.indexes).toEqual(["workspace", "version"]);
    expect(new Set(stub.keys)).toEqual(new Set(["a-key"]));
    expect(await index.check()).toContain("1 collection");
  });

  it("are not found from another workspace, in another version or by another model", async () => {
    await put(mine, v1, [1, 0]);
    await put(theirs, v2, [1, 0]);
    expect(await find(mine, [v1, v2])).toMatchObject([{ versionId: v1 }]);
    expect(await find(mine, [v2])).toEqual([]);
    expect(await find(mine, [])).toEqual([]);
    await expect(find(mine, [v1], [1, 0], "acme/other")).rejects.toThrow();
  });

  it("replace those of the same chunk, and lengths stand apart", async () => {
    await put(mine, v1, [1, 0]);
    await put(mine, v1, [0, 1]);
    expect(await find(mine, [v1])).toMatchObject([{ score: 0 }]);
    await put(mine, v2, [1, 0, 0]);
    expect(stub.collections.size).toBe(2);
    expect(await find(mine, [v1, v2], [1, 0, 0])).toMatchObject([{ versionId: v2 }]);
  });

  it("go with their version, of one model or of all, and no other goes", async () => {
    await put(mine, v1, [1, 0]);
    await put(mine, v2, [1, 0]);
    await index.removeVersion(mine, v1, "acme/other");
    expect(await find(mine, [v1])).toHaveLength(1);
    await index.removeVersion(theirs, v1);
    expect(await find(mine, [v1])).toHaveLength(1);
    await index.removeVersion(mine, v1);
    expect(await find(mine, [v1, v2])).toMatchObject([{ versionId: v2 }]);
  });

  it("of more versions than a filter names are sifted, and none that is not allowed comes through", async () => {
    await put(mine, v1, ...Array.from({ length: 60 }, () => [1, 0]));
    await put(mine, v2, [0.9, 0.1]);
    const many = Array.from({ length: 5_000 }, () => randomUUID());
    const hits = await index.search(mine, M, Float32Array.of(1, 0), new Set([...many, v2]), 1, stays);
    expect(hits).toMatchObject([{ versionId: v2 }]);
  });

  it("are not waited for when the asker leaves, and a server that is gone is a failure", async () => {
    await put(mine, v1, [1, 0]);
    stub.hang();
    const leave = new AbortController();
    const search = index.search(mine, M, Float32Array.of(1, 0), new Set([v1]), 5, leave.signal);
    leave.abort(new Error("left"));
    await expect(search).rejects.toThrow("left");
    await stub.close();
    await expect(find(mine, [v1])).rejects.toThrow();
    await expect(index.check()).rejects.toThrow();
  });

  it("go into a collection that was removed by somebody, made again", async () => {
    await put(mine, v1, [1, 0]);
    // The stub's own map: what an operator would do in Qdrant's console.
    (stub.collections as Map<string, unknown>).clear();
    await expect(put(mine, v1, [1, 0])).rejects.toThrow();
    await put(mine, v1, [1, 0]);
    expect(await find(mine, [v1])).toHaveLength(1);
  });
});
