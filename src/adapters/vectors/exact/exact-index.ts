import { setImmediate as letOthersRun } from "node:timers/promises";
import type { VectorHit, VectorIndex, VectorRow, VectorStore } from "../../../modules/knowledge/ports.ts";
import { Best } from "./best.ts";
import { CodeCache } from "./code-cache.ts";
import { normalised, type Part, quantise, rowBytes, toBlock } from "./codes.ts";
import { DotProducts } from "./dot-products.ts";

/** Candidates of the first pass for each hit wanted: a byte a dimension errs by far less than they lie apart. */
const OVERSAMPLING = 2;
const FEWEST_CANDIDATES = 64;
/** A search lets others run after so long, ms. */
const SLICE_MS = 6;

interface Candidate {
  readonly part: Part;
  readonly at: number;
}

/**
 * Every vector of the allowed versions is compared: nothing is missed and no index is built. The first pass reads a
 * byte a dimension from memory; the best candidates are then ordered by their whole vectors from the database.
 * @param cacheBytes of codes kept in memory
 */
export function exactIndex(store: VectorStore, cacheBytes: number): VectorIndex {
  const cache = new CodeCache(store, cacheBytes);
  const products = new DotProducts();
  return {
    name: "exact",
    identity: "exact",

    async upsert(workspaceId, model, rows) {
      if (rows.length === 0) return;
      const own = rows.map((row) => ({ ...row, vector: normalised(row.vector) }));
      await store.write(workspaceId, model, own, toBlock(own));
      for (const versionId of new Set(rows.map((row) => row.versionId))) cache.forget(workspaceId, versionId);
    },

    async removeVersion(workspaceId, versionId, model) {
      await store.remove(workspaceId, versionId, model ?? null);
      cache.forget(workspaceId, versionId);
    },

    async search(workspaceId, model, vector, versions, limit, signal) {
      signal.throwIfAborted();
      if (versions.size === 0 || limit < 1) return [];
      const query = normalised(vector);
      const scan = new Scan(products, query, Math.max(FEWEST_CANDIDATES, limit * OVERSAMPLING));
      let sliceEnds = performance.now() + SLICE_MS;
      for await (const parts of cache.parts(workspaceId, model, vector.length, versions)) {
        for (const part of parts) scan.add(part);
        if (performance.now() < sliceEnds) continue;
        // Others may search meanwhile, and the scratch memory is one.
        scan.flush();
        await letOthersRun();
        signal.throwIfAborted();
        sliceEnds = performance.now() + SLICE_MS;
      }
      scan.flush();
      const rows = await store.vectors(workspaceId, model, scan.candidates());
      signal.throwIfAborted();
      return rows
        .map((row) => hit(row, query))
        .sort((a, b) => b.score - a.score || a.number - b.number)
        .slice(0, limit);
    },

    check: async () => {
      const megabytes = Math.round(cache.bytes / 1_048_576);
      return `Vectors are kept in PostgreSQL and compared one by one (${megabytes} MB of them in memory).`;
    },
    close: async () => {},
  };
}

/** The first pass of one search. What is added stays in the scratch memory until it is full or flushed. */
class Scan {
  readonly #products: DotProducts;
  readonly #query: Int8Array;
  readonly #width: number;
  readonly #capacity: number;
  readonly #best: Best<Candidate>;
  #waiting: Part[] = [];
  #rows = 0;

  constructor(products: DotProducts, query: Float32Array, candidates: number) {
    this.#products = products;
    this.#width = rowBytes(query.length);
    this.#query = new Int8Array(this.#width);
    quantise(query, this.#query);
    this.#capacity = products.capacity(this.#width);
    this.#best = new Best(candidates);
  }

  add(part: Part): void {
    const count = part.scales.length;
    if (this.#rows + count > this.#capacity) this.flush();
    this.#waiting.push(part);
    this.#rows += count;
  }

  flush(): void {
    if (this.#rows === 0) return;
    this.#products.setQuery(this.#query);
    let at = 0;
    for (const part of this.#waiting) {
      this.#products.put(part.codes, at, this.#width);
      at += part.scales.length;
    }
    const products = this.#products.products(this.#rows, this.#width);
    this.#offer(products);
    this.#waiting = [];
    this.#rows = 0;
  }

  candidates(): { versionId: string; number: number }[] {
    return this.#best
      .items()
      .map(({ part, at }) => ({ versionId: part.versionId, number: part.firstNumber + at }));
  }

  #offer(products: Int32Array): void {
    const best = this.#best;
    let { floor } = best;
    let row = 0;
    for (const part of this.#waiting) {
      const { scales } = part;
      for (let at = 0; at < scales.length; at += 1, row += 1) {
        const score = (products[row] ?? 0) * (scales[at] ?? 0);
        if (score <= floor) continue;
        best.offer(score, { part, at });
        floor = best.floor;
      }
    }
  }
}

function hit({ versionId, number, vector }: VectorRow, query: Float32Array): VectorHit {
  let score = 0;
  for (let i = 0; i < query.length; i += 1) score += (vector[i] ?? 0) * (query[i] ?? 0);
  return { versionId, number, score };
}
