/** PostgreSQL holds neither NUL nor lone surrogates; a model may send both. */
export function storable(text: string): string {
  return text.replaceAll("\u0000", "").toWellFormed();
}
