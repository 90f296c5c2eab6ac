/** Random figures that a seed repeats exactly, so that a failing run can be had again. */
export interface Seeded {
  /** A whole number from `least` to `most`. */
  int(least: number, most: number): number;
  chance(percent: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** One of the names, as often as its weight says. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
}

export function seeded(seed: number): Seeded {
  let state = (seed ^ 0x5deece66) >>> 0;
  /** xorshift32 (Marsaglia, 2003): enough for choosing test steps. */
  const next = () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
  const int = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    int,
    chance: (percent) => int(1, 100) <= percent,
    pick(items) {
      const item = items[int(0, items.length - 1)];
      if (item === undefined) throw new Error("There is nothing to pick from.");
      return item;
    },
    weighted(weights) {
      // The keys of a record typed by its names are those names.
      const names = Object.keys(weights) as (keyof typeof weights)[];
      let left = int(
        1,
        names.reduce((sum, name) => sum + weights[name], 0),
      );
      for (const name of names) {
        left -= weights[name];
        if (left <= 0) return name;
      }
      throw new Error("The weights are all zero.");
    },
  };
}
