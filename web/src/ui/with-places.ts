/** Things that may be alike and never change their order, each with the place that is its key. */
export function withPlaces<Item>(items: readonly Item[]): { readonly place: number; readonly item: Item }[] {
  return items.map((item, place) => ({ place, item }));
}
