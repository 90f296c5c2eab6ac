import type { DocumentKind } from "../../modules/knowledge/ports.ts";
import type { BlockSink } from "./block-sink.ts";
import type { ByteSource } from "./byte-source.ts";
import type { ReadingLimits } from "./reading-limits.ts";

/** What a reader of one format is given. */
export interface Reading {
  readonly source: ByteSource;
  readonly sink: BlockSink;
  /** 0 for the file itself, 1 for a file inside of it. */
  readonly depth: number;
  readonly limits: ReadingLimits;
  /** Reads what lies in the file, whatever its kind: a mail's attachment. */
  readonly readInner: (reading: Reading) => Promise<ReadingResult>;
}

/** What a reader says beside the blocks that went to the sink. */
export interface ReadingResult {
  readonly kind: DocumentKind;
  readonly title: string | null;
  readonly pages: number | null;
}
