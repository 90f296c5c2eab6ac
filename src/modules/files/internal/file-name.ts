const MAXIMUM = 300;
/** Controls and marks that turn the direction of the text, so that a name could pose as another. */
const UNSEEN = /[\p{Cc}\u200b\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * What is left of a name that a person or a browser gave: one line, folders below, nothing that leads upwards, the
 * end with the suffix kept when it is long. It is shown and compared, and is never part of a path.
 */
export function fileName(given: string): string {
  const parts = given
    .toWellFormed()
    .replace(UNSEEN, " ")
    .split(/[\\/]/)
    .map((part) => part.replace(/\s+/gu, " ").trim())
    .filter((part) => part !== "" && !/^\.+$/.test(part) && !/^[A-Za-z]:$/.test(part));
  const name = parts.join("/");
  if (name === "") return "Untitled";
  const letters = [...name];
  return letters.length <= MAXIMUM ? name : `…${letters.slice(1 - MAXIMUM).join("")}`;
}
