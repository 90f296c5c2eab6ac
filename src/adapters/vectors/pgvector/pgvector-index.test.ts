import { randomUUID } from "node:crypto";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { VectorIndex } from "../../../modules/knowledge/ports.ts";
import { installPgvector, type Query } from "./install-pgvector.ts";
import { pgvectorIndex, type Within } from "./pgvector-index.ts";

const stays = new AbortController().signal;
const M = "acme/embed";

let database: PGlite;
let index: VectorIndex;
const admin: Query = async (text, values) => {
  if (values !== undefined) return database.query(text, values);
  const results = await database.exec(text);
  return { rows: results.at(-1)?.rows ?? [] };
};
/** As the application's role, in the scope of the workspace, as the kernel's transactions are. */
const within: Within = (workspaceId, work) =>
  database.transaction(async (tx) => {
    await tx.exec("set local role parley_app");
    await tx.query("select set_config('app.workspace_id', $1, true)", [workspaceId ?? ""]);
    return work((text, values) => tx.query(text, values));
  });

beforeAll(async () => {
  database = await PGlite.create({ extensions: { vector } });
  await database.exec(`create role parley_owner; create role parley_app;
    grant create on database postgres to parley_owner;`);
  expect(await pgvectorIndex(within)).toBeNull();
  expect(await installPgvector(admin)).toBeNull();
  const opened = await pgvectorIndex(within);
  if (opened === null) throw new Error("It was not installed.");
  index = opened;
}, 60_000);
afterAll(() => database.close());

const put = (workspace: string, versionId: string, list: readonly number[][], model = M) =>
  index.upsert(
    workspace,
    model,
    list.map((numbers, number) => ({ versionId, number, vector: Float32Array.from(numbers) })),
  );
const find = (workspace: string, versions: string[], query: number[], limit = 5, model = M) =>
  index.search(workspace, model, Float32Array.from(query), new Set(versions), limit, stays);

describe("vectors with pgvector", () => {
  it("are found nearest first, replaced, and removed with their version, of one model or of all", async () => {
    const [workspace, version] = [randomUUID(), randomUUID()];
    await put(workspace, version, [
      [0, 1, 0],
      [1, 0.1, 0],
    ]);
    await put(workspace, version, [[0, 0, 1]], "acme/old");
    expect(await find(workspace, [version], [1, 0, 0])).toMatchObject([
      { versionId: version, number: 1 },
      { number: 0 },
    ]);
    await put(workspace, version, [[1, 0, 0]]);
    expect((await find(workspace, [version], [1, 0, 0], 1))[0]).toMatchObject({ number: 0, score: 1 });
    await index.removeVersion(workspace, version, "acme/old");
    expect(await find(workspace, [version], [1, 0, 0], 5, "acme/old")).toEqual([]);
    expect(await find(workspace, [version], [1, 0, 0])).toHaveLength(2);
    await index.removeVersion(workspace, version);
    expect(await find(workspace, [version], [1, 0, 0])).toEqual([]);
  });

  it("are not found from another workspace, in another version, in another length", async () => {
    const [mine, theirs, version] = [randomUUID(), randomUUID(), randomUUID()];
    await put(mine, version, [[1, 0]]);
    expect(await find(theirs, [version], [1, 0])).toEqual([]);
    expect(await find(mine, [randomUUID()], [1, 0])).toEqual([]);
    expect(await find(mine, [], [1, 0])).toEqual([]);
    expect(await find(mine, [version], [1, 0, 0])).toEqual([]);
    await index.removeVersion(theirs, version);
    expect(await find(mine, [version], [1, 0])).toHaveLength(1);
    await expect(
      within(theirs, (query) =>
        query(
          `insert into vectors.embedding (workspace_id, version_id, number, model, dimensions, vector)
           values ($1, $2, 9, 'x', 2, '[1,0]')`,
          [mine, version],
        ),
      ),
    ).rejects.toThrow("row-level security");
  });

  it("of a small workspace are all found through the index that all workspaces share", async () => {
    const [large, small, theirs, mine] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    let state = 7;
    const next = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32 - 0.5;
    };
    const some = (count: number) => Array.from({ length: count }, () => Array.from({ length: 256 }, next));
    const [near, far] = [some(120), some(5)];
    for (let from = 0; from < near.length; from += 60) {
      await index.upsert(
        large,
        M,
        near.slice(from, from + 60).map((numbers, at) => ({
          versionId: theirs,
          number: from + at,
          vector: Float32Array.from(numbers),
        })),
      );
    }
    await put(small, mine, far);
    const query = Float32Array.from({ length: 256 }, next);
    // The planner would take the key for so few rows: what is tried here is the scan of the shared index.
    const byIndex: Within = (workspaceId, work) =>
      within(workspaceId, async (run) => {
        await run("set local enable_seqscan = off");
        await run("set local enable_bitmapscan = off");
        await run("set local enable_sort = off");
        return work(run);
      });
    const scanning = await pgvectorIndex(byIndex);
    const hits = await scanning?.search(small, M, query, new Set([mine]), 5, stays);
    expect(hits?.map(({ number }) => number).sort()).toEqual([0, 1, 2, 3, 4]);
  }, 60_000);

  it("are installed once, however often a start does it, and belong to the owner", async () => {
    const { identity } = index;
    expect(await installPgvector(admin)).toBeNull();
    expect((await pgvectorIndex(within))?.identity).toBe(identity);
    const { rows } = await database.query("select tableowner from pg_tables where tablename = 'embedding'");
    expect(rows).toEqual([{ tableowner: "parley_owner" }]);
    expect(await index.check()).toContain("pgvector");
  });

  it("have another identity when their table was made anew: what was in it counts as missing", async () => {
    const { identity } = index;
    await database.exec("drop schema vectors cascade");
    expect(await pgvectorIndex(within)).toBeNull();
    expect(await installPgvector(admin)).toBeNull();
    expect((await pgvectorIndex(within))?.identity).not.toBe(identity);
  });
});

it("a server without pgvector, or with an old one, says so", async () => {
  const rows = (version: string | null) => (version === null ? [] : [{ version }]);
  const server =
    (version: string | null): Query =>
    async () => ({ rows: rows(version) });
  expect(await installPgvector(server(null))).toContain("no pgvector");
  expect(await installPgvector(server("0.7.4"))).toContain("older");
  const forbidding: Query = async (text) => {
    if (text.startsWith("create extension")) throw new Error("permission denied");
    return { rows: rows("0.8.0") };
  };
  expect(await installPgvector(forbidding)).toContain("permission denied");
});
