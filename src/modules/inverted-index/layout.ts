import type { ChunkRef } from "./contract.ts";
import { VarintReader } from "./varints.ts";

/** Which chunks a segment holds, in which order and how long they are. */
export interface SegmentLayout {
  readonly id: string;
  readonly chunkCount: number;
  readonly versions: readonly string[];
  /** First ordinal of each version, and the count of chunks at the end. */
  readonly starts: Int32Array;
  readonly versionFirst: readonly number[];
  readonly bodyLengths: Uint16Array;
  readonly headingLengths: Uint16Array;
  /** Sums of the lengths. */
  readonly bodyTotal: number;
  readonly headingTotal: number;
}

/** A segment as one asker sees it. */
export interface SegmentView {
  readonly layout: SegmentLayout;
  /** By ordinal: 1 where the asker may read it and it is not known to be gone; null: all of it. */
  readonly allowed: Uint8Array | null;
}

export interface TermPostings {
  /** Place in the reader's list of segments. */
  readonly segment: number;
  readonly documentFrequency: number;
  readonly data: Uint8Array;
}

/** @param lengths as the segment builder writes them */
export function layoutOf(segment: {
  readonly id: string;
  readonly chunkCount: number;
  readonly versions: readonly string[];
  readonly versionChunks: readonly number[];
  readonly versionFirst: readonly number[];
  readonly lengths: Uint8Array;
}): SegmentLayout {
  const starts = new Int32Array(segment.versions.length + 1);
  segment.versionChunks.forEach((count, version) => {
    starts[version + 1] = (starts[version] ?? 0) + count;
  });
  const bodyLengths = new Uint16Array(segment.chunkCount);
  const headingLengths = new Uint16Array(segment.chunkCount);
  let [bodyTotal, headingTotal] = [0, 0];
  const varints = new VarintReader(segment.lengths);
  for (let ordinal = 0; ordinal < segment.chunkCount; ordinal += 1) {
    bodyLengths[ordinal] = Math.min(65_535, varints.read());
    headingLengths[ordinal] = Math.min(65_535, varints.read());
    bodyTotal += bodyLengths[ordinal] ?? 0;
    headingTotal += headingLengths[ordinal] ?? 0;
  }
  const { id, chunkCount, versions, versionFirst } = segment;
  const totals = { bodyTotal, headingTotal };
  return { id, chunkCount, versions, starts, versionFirst, bodyLengths, headingLengths, ...totals };
}

/** Which chunk an ordinal of the segment is. */
export function chunkAt(layout: SegmentLayout, ordinal: number): ChunkRef {
  let low = 0;
  let high = layout.versions.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((layout.starts[middle] ?? 0) <= ordinal) low = middle;
    else high = middle - 1;
  }
  const number = ordinal - (layout.starts[low] ?? 0) + (layout.versionFirst[low] ?? 0);
  return { versionId: layout.versions[low] ?? "", number };
}

/** @param isAllowed of a version by its place in the segment */
export function allowedOf(layout: SegmentLayout, isAllowed: (version: number) => boolean): Uint8Array | null {
  let allowed: Uint8Array | null = null;
  for (let version = 0; version < layout.versions.length; version += 1) {
    if (isAllowed(version)) continue;
    allowed ??= new Uint8Array(layout.chunkCount).fill(1);
    allowed.fill(0, layout.starts[version], layout.starts[version + 1]);
  }
  return allowed;
}
