const LONGEST_LINE_CHARS = 100_000;

/** Lines of a text that comes in pieces, without their ends; an endless line is cut. */
export async function* linesOf(parts: AsyncIterable<string>): AsyncGenerator<string, void, void> {
  let rest = "";
  for await (const part of parts) {
    const lines = (rest + part).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    yield* lines;
    while (rest.length > LONGEST_LINE_CHARS) {
      yield rest.slice(0, LONGEST_LINE_CHARS);
      rest = rest.slice(LONGEST_LINE_CHARS);
    }
  }
  yield rest;
}
