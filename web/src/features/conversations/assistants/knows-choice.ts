/** What an assistant answers from: all that the asker may read, named collections, or no documents. */
export type KnowsChoice = "all" | "some" | "none";

/** `null` in the API is everything, an empty list nothing. */
export function knowsOf(collectionIds: readonly string[] | null): KnowsChoice {
  if (collectionIds === null) return "all";
  return collectionIds.length === 0 ? "none" : "some";
}

export function collectionIdsOf(knows: KnowsChoice, chosen: readonly string[]): string[] | null {
  if (knows === "all") return null;
  return knows === "none" ? [] : [...chosen];
}

/** "all documents", "Policies, Wholesale", "no documents". */
export function knowsWords(
  collectionIds: readonly string[] | null,
  nameOf: (id: string) => string | undefined,
): string {
  const knows = knowsOf(collectionIds);
  if (knows !== "some") return knows === "all" ? "all documents" : "no documents";
  const names = (collectionIds ?? []).flatMap((id) => nameOf(id) ?? []);
  const hidden = (collectionIds?.length ?? 0) - names.length;
  const rest = hidden === 0 ? [] : [hidden === 1 ? "1 other collection" : `${hidden} other collections`];
  return [...names, ...rest].join(", ");
}
