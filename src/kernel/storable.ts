/** PostgreSQL holds neither NUL nor lone surrogates; people, files and models send both. */
export function storable(text: string): string {
  return text.replaceAll("\u0000", "").toWellFormed();
}
