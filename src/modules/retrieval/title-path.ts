import type { Block } from "./contract.ts";

const MAXIMUM_TITLE_CHARS = 200;

/** The headings that a block stands under, outermost first. */
export class TitlePath {
  readonly #title: string | null;
  /** By level, 1 to 6. */
  readonly #headings: (string | undefined)[] = [];
  #path: readonly string[];

  constructor(title: string | null) {
    this.#title = title === null || title.trim() === "" ? null : shorten(title);
    this.#path = this.#title === null ? [] : [this.#title];
  }

  get current(): readonly string[] {
    return this.#path;
  }

  enter(heading: Block): void {
    const level = Math.min(6, Math.max(1, Math.trunc(heading.level ?? 1)));
    this.#headings.length = level;
    this.#headings[level - 1] = shorten(heading.text);
    const path = this.#headings.filter((entry) => entry !== undefined);
    // A document that begins with its own title says it once.
    if (this.#title !== null && path[0]?.toLowerCase() !== this.#title.toLowerCase())
      path.unshift(this.#title);
    this.#path = path;
  }
}

export function commonPath(one: readonly string[], other: readonly string[]): readonly string[] {
  if (one === other) return one;
  let length = 0;
  while (length < one.length && length < other.length && one[length] === other[length]) length += 1;
  return one.slice(0, length);
}

function shorten(text: string): string {
  const line = text
    .slice(0, MAXIMUM_TITLE_CHARS * 2)
    .replace(/\s+/g, " ")
    .trim();
  const characters = Array.from(line);
  return characters.length <= MAXIMUM_TITLE_CHARS
    ? line
    : `${characters.slice(0, MAXIMUM_TITLE_CHARS - 1).join("")}…`;
}
