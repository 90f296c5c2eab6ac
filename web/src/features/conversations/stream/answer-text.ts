/** What a piece did to the text: grew it, was known already, replaced a tail that differed, or left a hole. */
export type Placed = "added" | "known" | "mended" | "gap";

/**
 * The text of an answer put together from pieces that each say where they begin (UTF-16 units).
 * Pieces may come twice, overlap or be missing: nothing is doubled, reordered or lost.
 */
export class AnswerText {
  #text: string;

  constructor(text = "") {
    this.#text = text;
  }

  get text(): string {
    return this.#text;
  }

  /** Where the next piece has to begin; the `after` of a resumed stream. */
  get length(): number {
    return this.#text.length;
  }

  /** Where known text and piece differ, the piece is right: the server may have kept less than it had sent. */
  place(offset: number, piece: string): Placed {
    const length = this.#text.length;
    if (offset > length) return "gap";
    if (offset === length) {
      this.#text += piece;
      return piece === "" ? "known" : "added";
    }
    const overlap = Math.min(length - offset, piece.length);
    if (this.#text.slice(offset, offset + overlap) !== piece.slice(0, overlap)) {
      this.#text = this.#text.slice(0, offset) + piece;
      return "mended";
    }
    if (piece.length <= overlap) return "known";
    this.#text += piece.slice(overlap);
    return "added";
  }

  /** Text from a fetched message: taken when it is ahead of what the stream has brought so far. */
  catchUp(text: string): Placed {
    return text.length > this.#text.length ? this.place(0, text) : "known";
  }
}

/** Without a trailing half of a surrogate pair, which would flash as a replacement character. */
export function displayable(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text;
}
