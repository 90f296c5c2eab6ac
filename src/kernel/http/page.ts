import { z } from "zod";
import { validationFailed } from "../errors.ts";
import type { JsonValue } from "../realtime/realtime.ts";

/** One row more than the page tells whether there is a next one. */
export function rowsToFetch(limit: number): number {
  return limit + 1;
}

/**
 * A page out of `rows`, fetched with {@link rowsToFetch}.
 * @param placeOf what a row is sorted by; the next page begins after it
 */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => JsonValue,
  present: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items: shown.map(present), nextCursor: more ? encodeCursor(placeOf(last)) : null };
}

/** A place in a list as opaque text: base64url of JSON. Keep the JSON below 150 bytes, as cursorSchema takes 200 characters. */
export function encodeCursor(place: JsonValue): string {
  return Buffer.from(JSON.stringify(place), "utf8").toString("base64url");
}

/**
 * @param shape of what {@link encodeCursor} was given; it guards what enters the query
 * @throws AppError validation_failed for anything that is no cursor of this list
 */
export function decodeCursor<Shape extends z.ZodType>(cursor: string, shape: Shape): z.output<Shape> {
  const place = shape.safeParse(parseJson(Buffer.from(cursor, "base64url").toString("utf8")));
  if (place.success) return place.data;
  throw validationFailed([
    { path: "cursor", reason: "This page mark is not valid. Start at the first page." },
  ]);
}

/** The place in a list that is sorted by a time and, within it, by id. */
export const timeAndIdPlace = z.tuple([z.iso.datetime(), z.uuid()]);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
