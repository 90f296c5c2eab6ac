const MAXIMUM = 300;
/** Controls and marks that turn the direction of the text, so that a name could pose as another. */
const UNSEEN = /[\p{Cc}\u200b\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** What is left of a name that a person or a browser gave: no folders, one line, the end with the suffix kept. */
export function fileName(given: string): string {
  const plain = given.toWellFormed().replace(UNSEEN, " ").replaceAll("\\", "/");
  const last = plain.split("/").findLast((part) => part.trim() !== "" && !/^\.+$/.test(part.trim())) ?? "";
  const folded = last.replace(/\s+/gu, " ").trim();
  if (folded === "") return "Untitled";
  const letters = [...folded];
  if (folded.length <= MAXIMUM) return folded;
  const suffix = /\.[^.\s]{1,10}$/u.exec(folded)?.[0] ?? "";
  // By code points: an emoji is not cut in half. Two units each at most.
  return `${letters.slice(0, MAXIMUM / 2 - suffix.length - 1).join("")}…${suffix}`;
}
