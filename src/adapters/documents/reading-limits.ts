export interface ReadingLimits {
  /** Bytes of an archive's contents, counted while they are unpacked. */
  readonly unpackedBytes: number;
  readonly archiveEntries: number;
  readonly blocks: number;
  /** UTF-16 units of text of a whole document. */
  readonly chars: number;
  /** Bytes of formats that can only be read whole: PDF, JSON, e-mail. */
  readonly wholeBytes: number;
  readonly pages: number;
}

export const READING_LIMITS: ReadingLimits = {
  unpackedBytes: 500_000_000,
  archiveEntries: 20_000,
  blocks: 500_000,
  chars: 30_000_000,
  wholeBytes: 100 * 1024 * 1024,
  pages: 10_000,
};
