/** Drops what is undefined or an empty text: for the query of an address and of a request. */
export function withoutEmpty<Values extends Record<string, unknown>>(
  values: Values,
): { [Name in keyof Values]?: Exclude<Values[Name], undefined> } {
  const kept = Object.entries(values).filter(([, value]) => value !== undefined && value !== "");
  // Object.fromEntries forgets the names that the parameter's type gives.
  return Object.fromEntries(kept) as { [Name in keyof Values]?: Exclude<Values[Name], undefined> };
}
