/** What knowledge needs of the outside; adapters fulfil it. Shapes that readers, splitter, index and search share. */

import type { Kernel } from "../../kernel/kernel.ts";
import type { Block, DocumentKind, ReadDocument } from "../retrieval/contract.ts";

export type { Block, BlockKind, Chunk, DocumentKind, ReadDocument } from "../retrieval/contract.ts";

/** Why a document cannot be read: one of a closed set, with a sentence that says what to do. */
export type ReadFailureCode =
  | "empty"
  | "damaged"
  | "encrypted"
  | "needs_ocr"
  | "needs_transcription"
  | "too_large"
  | "unsupported"
  | "took_too_long"
  | "unreachable"
  | "refused_by_site"
  | "not_enough_credit"
  | "internal";

export class ReadFailure extends Error {
  readonly code: ReadFailureCode;
  /** What the file is, where that was found out before it failed. */
  readonly kind: DocumentKind | undefined;

  constructor(code: ReadFailureCode, sentence: string, cause?: unknown, kind?: DocumentKind) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = "ReadFailure";
    this.code = code;
    this.kind = kind;
  }
}

/** Reads a file off the event loop. Type is decided by content, not by name. */
export interface DocumentReader {
  /**
   * @param path of a local file
   * @throws ReadFailure; the signal's reason after an abort
   */
  read(
    path: string,
    name: string,
    signal: AbortSignal,
    progress: (done: number, total: number) => void,
  ): Promise<ReadDocument>;
  close(): Promise<void>;
}

/** Asks a model that sees what stands on a page. The caller meters it and chooses the model. */
export type ReadPicture = (
  picture: { readonly page: number; readonly png: Uint8Array; readonly instruction: string },
  signal: AbortSignal,
) => Promise<string>;

/** Makes an engine that reads with that model. */
export type OpenOcrEngine = (readPicture: ReadPicture) => OcrEngine;

/** Reads the pages of a scanned document; called where a read failed with "needs_ocr". */
export interface OcrEngine {
  /**
   * Blocks with page numbers.
   * @param path of a local PDF
   * @throws ReadFailure; the signal's reason after an abort
   */
  recognise(
    path: string,
    name: string,
    signal: AbortSignal,
    progress: (done: number, total: number) => void,
  ): Promise<readonly Block[]>;
}

/** Vectors of chunks, searched by nearness. Workspace and version are part of every query. */
export interface VectorIndex {
  readonly name: "exact" | "pgvector" | "qdrant";
  /** Names this very index: vectors that another one holds are missing here. */
  readonly identity: string;
  /**
   * Writes vectors of one version, of consecutive numbers; the same again replaces them.
   * @throws when it cannot be reached
   */
  upsert(workspaceId: string, model: string, rows: readonly VectorRow[]): Promise<void>;
  /** @param model all of them unless given */
  removeVersion(workspaceId: string, versionId: string, model?: string): Promise<void>;
  /**
   * Nearest first, by cosine.
   * @param versions that may be found, all of them live and with all their vectors of these dimensions
   * @throws when it cannot be reached; the signal's reason
   */
  search(
    workspaceId: string,
    model: string,
    vector: Float32Array,
    versions: ReadonlySet<string>,
    limit: number,
    signal: AbortSignal,
  ): Promise<readonly VectorHit[]>;
  /** A sentence for the operator. @throws when it cannot be reached */
  check(): Promise<string>;
  close(): Promise<void>;
}

/** Opens the index when the application starts. */
export type OpenVectorIndex = (kernel: Kernel, store: VectorStore) => Promise<VectorIndex>;

export interface VectorRow {
  readonly versionId: string;
  readonly number: number;
  readonly vector: Float32Array;
}

export interface VectorHit {
  readonly versionId: string;
  readonly number: number;
  /** Cosine, -1 to 1. */
  readonly score: number;
}

/** Vectors of consecutive chunks in a byte a dimension, as the index `exact` reads them. */
export interface CodeBlock {
  readonly versionId: string;
  readonly firstNumber: number;
  readonly dimensions: number;
  readonly codes: Buffer;
}

/** Tables of this module in which the index `exact` keeps what it has. */
export interface VectorStore {
  write(workspaceId: string, model: string, rows: readonly VectorRow[], block: CodeBlock): Promise<void>;
  remove(workspaceId: string, versionId: string, model: string | null): Promise<void>;
  /** Blocks of the versions, page by page, each page a few megabytes. */
  blocks(
    workspaceId: string,
    model: string,
    dimensions: number,
    versions: readonly string[],
  ): AsyncIterable<readonly CodeBlock[]>;
  /** Those of the vectors that are there, in any order. */
  vectors(
    workspaceId: string,
    model: string,
    keys: readonly { readonly versionId: string; readonly number: number }[],
  ): Promise<readonly VectorRow[]>;
}
