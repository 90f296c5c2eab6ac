/** Without the keys whose value is undefined, so that spreading them leaves what was there. */
export function defined<Shape extends object>(
  given: Shape,
): { [Key in keyof Shape]: Exclude<Shape[Key], undefined> } {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  // Exactly the entries of `given` that the type still names as not undefined.
  return Object.fromEntries(entries) as { [Key in keyof Shape]: Exclude<Shape[Key], undefined> };
}
