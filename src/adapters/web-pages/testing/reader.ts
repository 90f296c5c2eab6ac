import type { DocumentReader } from "../../../modules/knowledge/ports.ts";
import type { KnownPage } from "../../../modules/websites/ports.ts";
import { createWebReader, type WebReaderOptions } from "../create-web-reader.ts";

export const UNKNOWN: KnownPage = { etag: null, lastModified: null, sha256: null };

/** Reads any file as one paragraph that names what it was given. */
const namingDocuments: DocumentReader = {
  read: async (_path, name) => ({
    kind: "pdf",
    title: null,
    blocks: [{ kind: "paragraph", text: `file ${name}` }],
    pages: 1,
  }),
  close: async () => {},
};

export function localReader(options: Partial<WebReaderOptions> = {}) {
  const reader = createWebReader({
    documents: namingDocuments,
    allowLoopback: true,
    politeDelayMs: 0,
    ...options,
  });
  const signal = new AbortController().signal;
  return {
    ...reader,
    read: (url: string, known: KnownPage = UNKNOWN) => reader.page(url, known, signal),
    signal,
  };
}
