/** Named things that modules register at start; a name twice is a fault of the build and stops it. */
export class Registry<Item extends { readonly name: string }> {
  readonly #items = new Map<string, Item>();

  register(item: Item): void {
    if (this.#items.has(item.name)) throw new Error(`"${item.name}" is registered twice.`);
    this.#items.set(item.name, item);
  }

  get(name: string): Item | undefined {
    return this.#items.get(name);
  }

  all(): readonly Item[] {
    return [...this.#items.values()];
  }
}
