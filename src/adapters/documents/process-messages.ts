import type { Block, BlockKind, DocumentKind, ReadFailureCode } from "../../modules/knowledge/ports.ts";
import type { ReadingLimits } from "./reading-limits.ts";

export type ToReader =
  | {
      readonly type: "read";
      /** Blocks of any file, or the pages of a scanned PDF. */
      readonly mode: "blocks" | "pictures";
      readonly path: string;
      readonly name: string;
      readonly limits: ReadingLimits;
    }
  /** The last batch has been taken. */
  | { readonly type: "more" };

export type FromReader =
  | { readonly type: "blocks"; readonly batch: PackedBlocks }
  | { readonly type: "picture"; readonly page: number; readonly png: Uint8Array }
  | { readonly type: "progress"; readonly done: number; readonly total: number }
  | {
      readonly type: "done";
      readonly kind: DocumentKind;
      readonly title: string | null;
      readonly pages: number | null;
      /** Resident bytes of the process afterwards. */
      readonly memory: number;
    }
  | {
      readonly type: "failed";
      readonly code: ReadFailureCode;
      readonly sentence: string;
      readonly kind: DocumentKind | null;
      /** For the log: what the parser threw. */
      readonly detail: string | null;
    };

/** Copying between processes repeats equal strings, so a batch names its headers and sections once. */
export interface PackedBlocks {
  readonly names: readonly string[];
  readonly rows: readonly PackedBlock[];
}
type PackedBlock = readonly [
  kind: BlockKind,
  text: string,
  level: number | undefined,
  page: number | undefined,
  seconds: number | undefined,
  section: number | undefined,
  header: number | undefined,
];

export function packBlocks(blocks: readonly Block[]): PackedBlocks {
  const numbers = new Map<string, number>();
  const numberOf = (name: string | undefined): number | undefined => {
    if (name === undefined) return undefined;
    const known = numbers.get(name) ?? numbers.size;
    numbers.set(name, known);
    return known;
  };
  const rows = blocks.map(
    (block): PackedBlock => [
      block.kind,
      block.text,
      block.level,
      block.page,
      block.seconds,
      numberOf(block.section),
      numberOf(block.header),
    ],
  );
  return { names: [...numbers.keys()], rows };
}

/** @param known the strings of earlier batches, so that a header is held once */
export function unpackBlocks(packed: PackedBlocks, known: Map<string, string>): Block[] {
  const names = packed.names.map((name) => {
    const held = known.get(name) ?? name;
    known.set(name, held);
    return held;
  });
  return packed.rows.map(([kind, text, level, page, seconds, section, header]) => {
    const sectionName = section === undefined ? undefined : names[section];
    const headerText = header === undefined ? undefined : names[header];
    return {
      kind,
      text,
      ...(level !== undefined && { level }),
      ...(page !== undefined && { page }),
      ...(seconds !== undefined && { seconds }),
      ...(sectionName !== undefined && { section: sectionName }),
      ...(headerText !== undefined && { header: headerText }),
    };
  });
}
