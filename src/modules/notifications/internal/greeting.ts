const LONGEST = 60;
/** A name that a stranger typed could carry an advertisement: nothing that a mail program makes a link of is repeated. */
const LINK_LIKE = /[:/\\@<>]|\bwww\b|\p{L}\.\p{L}{2,}/u;

/** The name as a mail may show it; empty when it does not look like one. */
export function shownName(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  return plain.length <= LONGEST && !LINK_LIKE.test(plain) ? plain : "";
}

export function greet(name: string): string {
  const shown = shownName(name);
  return shown === "" ? "Hello," : `Hello ${shown},`;
}
