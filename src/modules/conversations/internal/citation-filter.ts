/** Longest tail that is kept back until it is known whether it begins a citation, characters. */
const LONGEST_TAIL = 64;
const PARTIAL = /^\[\d{0,3}\]?$/;

/**
 * Takes numbers that no source has out of an answer while it streams: `[7]` among five sources goes, with the space
 * before it; code and links keep theirs. What was let through is never taken back.
 */
export class CitationFilter {
  readonly #numbers: ReadonlySet<number>;
  #pending = "";
  /** The run of backticks that opened the code in which the text stands. */
  #code = "";

  constructor(numbers: Iterable<number>) {
    this.#numbers = new Set(numbers);
  }

  /** @returns what of the text so far is decided */
  push(text: string): string {
    const all = this.#pending + text;
    const at = undecidedFrom(all);
    this.#pending = all.slice(at);
    return this.#without(all.slice(0, at));
  }

  /** The rest, at the end of the answer. */
  end(): string {
    const rest = this.#pending;
    this.#pending = "";
    return this.#without(rest);
  }

  #without(text: string): string {
    return text.replace(
      /`+|\n\n|[ \t]{0,2}\[(\d{1,3})\](?!\()/g,
      (found: string, digits: string | undefined) => {
        if (digits !== undefined) {
          const number = Number(digits);
          return this.#code !== "" || number === 0 || this.#numbers.has(number) ? found : "";
        }
        if (found === "\n\n") {
          // Code within a line ends with its paragraph, closed or not; a fence does not.
          if (this.#code.length < 3) this.#code = "";
        } else if (this.#code === "") this.#code = found;
        else if (this.#code === found) this.#code = "";
        return found;
      },
    );
  }
}

/** Where a tail begins that may become a citation, a run of backticks or a paragraph's end. */
function undecidedFrom(text: string): number {
  let at = text.length;
  const open = text.lastIndexOf("[");
  if (open >= 0 && PARTIAL.test(text.slice(open, open + 6))) at = open;
  while (at > 0 && text.length - at < LONGEST_TAIL && isGlue(text.charCodeAt(at - 1))) at -= 1;
  return at;
}

/** Space, tab, line feed or backtick. */
function isGlue(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 96;
}
