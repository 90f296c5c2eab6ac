import type { Kernel } from "../../../kernel/kernel.ts";
import { Recent } from "../../../kernel/recent.ts";
import type { SegmentLayout } from "../../inverted-index/index.ts";
import { ListCache } from "./list-cache.ts";

const MEBIBYTE = 1024 * 1024;

export interface StoredLayout {
  readonly layout: SegmentLayout;
  /** Bloom filter of its terms. */
  readonly termFilter: Uint8Array;
}

/** What searches of this process remember of segments. They never change under their ids, so none of it is ever wrong. */
export interface SegmentCaches {
  readonly lists: ListCache;
  /** By segment id, sized in bytes. */
  readonly layouts: Recent<StoredLayout>;
  /** Which chunks of a segment may be found, by segment and what is searched; sized in bytes. */
  readonly allowed: Recent<{ readonly chunks: Uint8Array | null }>;
}

const caches = new WeakMap<Kernel, SegmentCaches>();

export function segmentCachesOf(kernel: Kernel): SegmentCaches {
  let found = caches.get(kernel);
  if (found === undefined) {
    found = {
      lists: new ListCache(64 * MEBIBYTE),
      layouts: new Recent(96 * MEBIBYTE),
      allowed: new Recent(16 * MEBIBYTE),
    };
    caches.set(kernel, found);
  }
  return found;
}
