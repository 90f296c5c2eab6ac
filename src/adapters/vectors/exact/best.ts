/** Keeps the best so many of what is offered: a heap with the worst of them on top. */
export class Best<Item> {
  readonly #size: number;
  readonly #scores: number[] = [];
  readonly #items: Item[] = [];

  constructor(size: number) {
    this.#size = size;
  }

  /** What a score has to exceed to be kept. */
  get floor(): number {
    return this.#scores.length < this.#size ? Number.NEGATIVE_INFINITY : (this.#scores[0] ?? 0);
  }

  offer(score: number, item: Item): void {
    if (this.#scores.length < this.#size) {
      this.#scores.push(score);
      this.#items.push(item);
      this.#rise(this.#scores.length - 1);
    } else if (score > this.floor) {
      this.#scores[0] = score;
      this.#items[0] = item;
      this.#sink();
    }
  }

  /** In no order. */
  items(): readonly Item[] {
    return this.#items;
  }

  #rise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (this.#scoreAt(parent) <= this.#scoreAt(at)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #sink(): void {
    for (let at = 0; ; ) {
      const left = at * 2 + 1;
      if (left >= this.#scores.length) return;
      const right = left + 1;
      const child = right < this.#scores.length && this.#scoreAt(right) < this.#scoreAt(left) ? right : left;
      if (this.#scoreAt(at) <= this.#scoreAt(child)) return;
      this.#swap(at, child);
      at = child;
    }
  }

  #scoreAt(at: number): number {
    return this.#scores[at] ?? 0;
  }

  #swap(a: number, b: number): void {
    [this.#scores[a], this.#scores[b]] = [this.#scoreAt(b), this.#scoreAt(a)];
    // Both places are within the heap.
    [this.#items[a], this.#items[b]] = [this.#items[b] as Item, this.#items[a] as Item];
  }
}
