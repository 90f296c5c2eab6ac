import { randomInt } from "node:crypto";

/** Longest slug made from a name; a suffix comes on top of it. */
const SLUG_MAXIMUM = 48;
const SUFFIX_LENGTH = 5;
/** No vowels and no look-alikes: a random suffix spells nothing and reads unambiguously. */
const SUFFIX_LETTERS = "bcdfghjkmnpqrstvwxz23456789";

/** Letters that Unicode does not take apart into a base letter and a mark. */
const LATIN: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ı: "i",
};

/** "Café Größe & Co" becomes `cafe-grosse-co`; a name without any Latin letter or digit becomes `workspace`. */
export function slugFrom(name: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[ßæœøđðþłı]/g, (letter) => LATIN[letter] ?? "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, SLUG_MAXIMUM)
    .replace(/^-+|-+$/g, "");
  return slug === "" ? "workspace" : slug;
}

/** Random, so that an address tells nobody how many workspaces share a name. */
export function withSuffix(slug: string): string {
  const suffix = Array.from(
    { length: SUFFIX_LENGTH },
    () => SUFFIX_LETTERS[randomInt(SUFFIX_LETTERS.length)],
  );
  return `${slug}-${suffix.join("")}`;
}
