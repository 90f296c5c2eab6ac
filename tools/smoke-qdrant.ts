import { randomUUID } from "node:crypto";
import { qdrantIndex } from "../src/adapters/vectors/qdrant/qdrant-index.ts";

/**
 * Tries a real Qdrant server as Parley uses it, with data of its own that it removes again:
 * `node tools/smoke-qdrant.ts http://localhost:6333`; the key, if there is one, comes in QDRANT_API_KEY.
 */
const [url] = process.argv.slice(2);
if (url === undefined)
  throw new Error("Give the server's address: node tools/smoke-qdrant.ts http://localhost:6333");
// A key belongs on no command line.
const index = qdrantIndex({ url, apiKey: process.env.QDRANT_API_KEY ?? null });
const [workspace, stranger, first, second] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const MODEL = "parley/smoke-test";
const signal = AbortSignal.timeout(60_000);
const find = (of: string, versions: string[]) =>
  index.search(of, MODEL, Float32Array.of(1, 0, 0, 0), new Set(versions), 5, signal);

let failed = false;
function expect(what: string, isRight: boolean): void {
  failed ||= !isRight;
  process.stdout.write(`${isRight ? "ok    " : "FAILED"} ${what}\n`);
}

process.stdout.write(`${await index.check()}\n`);
try {
  await index.upsert(workspace, MODEL, [
    { versionId: first, number: 0, vector: Float32Array.of(0, 1, 0, 0) },
    { versionId: first, number: 1, vector: Float32Array.of(1, 0.1, 0, 0) },
  ]);
  await index.upsert(workspace, MODEL, [
    { versionId: second, number: 0, vector: Float32Array.of(1, 0, 0, 0) },
  ]);
  const hits = await find(workspace, [first]);
  expect("nearest first, of the allowed version only", hits.map(({ number }) => number).join() === "1,0");
  const all = await find(workspace, [first, second]);
  expect("a score of 1 for the same direction", Math.abs((all[0]?.score ?? 0) - 1) < 1e-4);
  expect("nothing for another workspace", (await find(stranger, [first, second])).length === 0);
  const many = Array.from({ length: 5_000 }, () => randomUUID());
  expect("more versions than a filter names", (await find(workspace, [...many, second])).length === 1);
  await index.removeVersion(workspace, first);
  expect("a removed version is gone", (await find(workspace, [first])).length === 0);
} finally {
  await index.removeVersion(workspace, first);
  await index.removeVersion(workspace, second);
}
process.exitCode = failed ? 1 : 0;
