import { readFileSync } from "node:fs";

const SHORTEST = 4;
const words = new Set(
  readFileSync(new URL("./common-passwords.txt", import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line.length >= SHORTEST && !line.startsWith("# ")),
);
const LONGEST = Math.max(...[...words].map((word) => word.length));

/** Lengths of the common passwords that begin at `start` of a text in lower case. */
export function commonPasswordsAt(text: string, start: number): number[] {
  const lengths: number[] = [];
  const longest = Math.min(LONGEST, text.length - start);
  for (let length = SHORTEST; length <= longest; length += 1) {
    if (words.has(text.slice(start, start + length))) lengths.push(length);
  }
  return lengths;
}
