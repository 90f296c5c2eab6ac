/** The most recently used values of a kind, as many as fit. */
export class Recent<Value> {
  readonly #values = new Map<string, { readonly value: Value; readonly size: number }>();
  readonly #mostSize: number;
  #size = 0;

  /** @param mostSize in the unit of `set`'s size */
  constructor(mostSize: number) {
    this.#mostSize = mostSize;
  }

  get(key: string): Value | undefined {
    const entry = this.#values.get(key);
    if (entry === undefined) return undefined;
    this.#values.delete(key);
    this.#values.set(key, entry);
    return entry.value;
  }

  set(key: string, value: Value, size = 1): void {
    this.#size -= this.#values.get(key)?.size ?? 0;
    this.#values.delete(key);
    this.#values.set(key, { value, size });
    this.#size += size;
    for (const [oldest, entry] of this.#values) {
      if (this.#size <= this.#mostSize) return;
      this.#values.delete(oldest);
      this.#size -= entry.size;
    }
  }
}
