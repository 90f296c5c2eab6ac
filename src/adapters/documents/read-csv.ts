import Papa from "papaparse";
import { ReadFailure } from "../../modules/knowledge/ports.ts";
import { delimiterOf } from "./detect-text.ts";
import { endingOf } from "./detect-type.ts";
import type { Reading, ReadingResult } from "./reading.ts";
import { TableWriter } from "./table-writer.ts";
import { textOf } from "./text-encoding.ts";

const SAMPLE_CHARS = 16_384;
const LONGEST_ROW_CHARS = 2_000_000;

/** A row a block; the first row is kept as the header of the others. */
export async function readCsv(reading: Reading): Promise<ReadingResult> {
  const { sink } = reading;
  const table = new TableWriter((block) => sink.add(block), {});
  let isFirst = true;
  for await (const rows of rowsOf(reading)) {
    for (const row of rows) {
      // It is the format's custom that the first row names the columns, unless it has numbers itself.
      table.row(row, isFirst && row.every((cell) => !/^-?\d[\d.,]*$/.test(cell.trim())));
      isFirst = false;
    }
    await sink.room();
  }
  return { kind: "csv", title: null, pages: null };
}

/** Rows as far as they are whole, piece by piece. */
async function* rowsOf({ source, sink }: Reading): AsyncGenerator<string[][], void, void> {
  let parser: WholeRowParser | undefined;
  let rest = "";
  for await (const part of textOf(source, sink)) {
    rest += part;
    parser ??= parserFor(rest, source.name);
    const { data, meta } = parser.parse(rest, 0, true);
    rest = rest.slice(meta.cursor);
    yield data;
    if (rest.length > LONGEST_ROW_CHARS) {
      throw new ReadFailure(
        "damaged",
        "A quotation mark in this table is never closed. Save the table again and add that.",
      );
    }
  }
  parser ??= parserFor(rest, source.name);
  yield parser.parse(rest, 0, false).data;
}

/** Papa's parser as its own streamers use it: the last row is left for the next call. */
interface WholeRowParser {
  parse(
    input: string,
    baseIndex: number,
    ignoreLastRow: boolean,
  ): { data: string[][]; meta: { cursor: number } };
}

function parserFor(text: string, name: string): WholeRowParser {
  const start = text.slice(0, SAMPLE_CHARS);
  const newline = /\r\n|\n|\r/.exec(start)?.[0] === "\r\n" ? "\r\n" : start.includes("\n") ? "\n" : "\r";
  const delimiter = delimiterOf(start.split(newline), endingOf(name)) ?? ",";
  return new Papa.Parser({ delimiter, newline });
}
