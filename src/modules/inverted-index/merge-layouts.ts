import { VarintReader, VarintWriter } from "./varints.ts";

export interface MergedLayout {
  readonly chunkCount: number;
  readonly versions: readonly string[];
  readonly versionChunks: readonly number[];
  readonly versionFirst: readonly number[];
  readonly lengths: Buffer;
  readonly totalLength: number;
  /** By source: the new ordinal of each old one, -1 where its version is gone. */
  readonly ordinals: readonly Int32Array[];
}

/** Sets segments one behind the other and leaves out the versions that are gone. */
export function mergeLayouts(
  sources: readonly {
    readonly versions: readonly string[];
    readonly version_chunks: readonly number[];
    readonly version_first: readonly number[];
    readonly lengths: Uint8Array;
  }[],
  isGone: (version: string) => boolean,
): MergedLayout {
  const versions: string[] = [];
  const versionChunks: number[] = [];
  const versionFirst: number[] = [];
  const lengths = new VarintWriter(1_024);
  let totalLength = 0;
  let next = 0;
  const ordinals = sources.map((source) => {
    const map = new Int32Array(source.version_chunks.reduce((sum, chunks) => sum + chunks, 0)).fill(-1);
    const old = new VarintReader(source.lengths);
    let ordinal = 0;
    source.versions.forEach((version, index) => {
      const chunks = source.version_chunks[index] ?? 0;
      const gone = isGone(version);
      if (!gone) {
        versions.push(version);
        versionChunks.push(chunks);
        versionFirst.push(source.version_first[index] ?? 0);
      }
      for (let chunk = 0; chunk < chunks; chunk += 1, ordinal += 1) {
        const body = old.read();
        const heading = old.read();
        if (gone) continue;
        map[ordinal] = next;
        next += 1;
        lengths.write(body);
        lengths.write(heading);
        totalLength += body;
      }
    });
    return map;
  });
  return {
    chunkCount: next,
    versions,
    versionChunks,
    versionFirst,
    lengths: lengths.finish(),
    totalLength,
    ordinals,
  };
}
