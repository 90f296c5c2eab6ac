import type { Kernel } from "../../../kernel/kernel.ts";
import type { CatalogEntry } from "./catalog.ts";
import { listPrice, type Price } from "./pricing.ts";

/** Other processes learn of a new price by this channel; the period is the floor should a message be lost. */
export const PRICES_CHANGED = "models:prices";
const REFRESH_MS = 60_000;
/** Readings that one question waits for at most, should prices change again and again meanwhile. */
const READS = 3;

interface PriceRow {
  model: string;
  effective_from: Date;
  version: string;
  input: bigint;
  cached_input: bigint;
  cache_write: bigint;
  output: bigint;
  reasoning: bigint;
  per_image: bigint;
  per_minute: bigint;
}

/** The prices in force, kept in memory: a quote costs no round trip. */
export class PriceBook {
  readonly #kernel: Kernel;
  #rows = new Map<string, Price[]>();
  #loadedAt = Number.NEGATIVE_INFINITY;
  #loading: Promise<void> | null = null;
  /** Grows with every change that is heard of, so that what was read before one does not count as new. */
  #changes = 0;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    kernel.realtime.subscribe(PRICES_CHANGED, () => {
      this.#changes += 1;
      this.#loadedAt = Number.NEGATIVE_INFINITY;
      this.#loading = null;
    });
  }

  /** The operator's newest price whose day has come, else the list price. */
  async inForce(modelId: string, entry: CatalogEntry): Promise<Price> {
    for (let tries = 0; tries < READS && this.#isOld(); tries += 1) await this.#fresh();
    const now = this.#kernel.clock.now();
    const own = this.#rows.get(modelId)?.find((price) => price.effectiveFrom <= now);
    return own ?? listPrice(entry);
  }

  #isOld(): boolean {
    return performance.now() - this.#loadedAt >= REFRESH_MS;
  }

  /** All who ask meanwhile share one reading. */
  #fresh(): Promise<void> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async #load(): Promise<void> {
    const changes = this.#changes;
    try {
      const rows = await readPriceBook(this.#kernel);
      if (changes !== this.#changes) return;
      this.#rows = rows;
      this.#loadedAt = performance.now();
    } finally {
      if (changes === this.#changes) this.#loading = null;
    }
  }
}

/** The operator's prices by model, newest first. */
export async function readPriceBook(kernel: Kernel): Promise<Map<string, Price[]>> {
  const { rows } = await kernel.db.pool.query<PriceRow>(
    `select model, effective_from, version, input, cached_input, cache_write, output, reasoning, per_image, per_minute
     from models.price order by model, effective_from desc`,
  );
  const prices = new Map<string, Price[]>();
  for (const row of rows) {
    const list = prices.get(row.model) ?? [];
    list.push(toPrice(row));
    prices.set(row.model, list);
  }
  return prices;
}

function toPrice(row: PriceRow): Price {
  return {
    version: row.version,
    effectiveFrom: row.effective_from,
    input: row.input,
    cachedInput: row.cached_input,
    cacheWrite: row.cache_write,
    output: row.output,
    reasoning: row.reasoning,
    perImage: row.per_image,
    perMinute: row.per_minute,
  };
}
