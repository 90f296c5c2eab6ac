import { afterAll } from "vitest";
import { type ReadDocument, ReadFailure } from "../../../modules/knowledge/ports.ts";
import { createDocumentReader, type DocumentReaderOptions } from "../create-document-reader.ts";
import { fileOf } from "./file-of.ts";

export interface TestReader {
  read(content: string | Uint8Array, name?: string, signal?: AbortSignal): Promise<ReadDocument>;
  /** "code: sentence" of the failure that reading ends in. */
  failure(content: string | Uint8Array, name?: string): Promise<string>;
}

/** A reader for the tests of a file, closed after them. */
export function testReader(options: DocumentReaderOptions = {}): TestReader {
  const reader = createDocumentReader(options);
  afterAll(() => reader.close());
  const never = new AbortController().signal;
  const read: TestReader["read"] = async (content, name = "file", signal = never) =>
    reader.read(await fileOf(content), name, signal, () => undefined);
  return {
    read,
    async failure(content, name) {
      try {
        const { kind, blocks } = await read(content, name);
        return `read as ${kind}, ${blocks.length} blocks`;
      } catch (error) {
        if (error instanceof ReadFailure) return `${error.code}: ${error.message}`;
        throw error;
      }
    },
  };
}

/** Blocks in short: "h1 Title", "p Text", "r cell | cell {header}". */
export function outline({ blocks }: ReadDocument): string[] {
  const short = { heading: "h", paragraph: "p", "list-item": "i", "table-row": "r", code: "c", caption: "f" };
  return blocks.map((block) => {
    const place = block.page === undefined ? "" : ` @${block.page}`;
    const header = block.header === undefined || block.header === block.text ? "" : ` {${block.header}}`;
    return `${short[block.kind]}${block.level ?? ""} ${block.text}${header}${place}`;
  });
}
