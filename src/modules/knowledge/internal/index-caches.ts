import type { Kernel } from "../../../kernel/kernel.ts";
import type { SegmentLayout } from "../../retrieval/index.ts";
import { PostingCache } from "./posting-cache.ts";
import { Recent } from "./recent.ts";

const MEBIBYTE = 1024 * 1024;

/**
 * What searches of this process remember. Segments and chunks never change under their ids, so none of it is ever
 * wrong; who may read what is asked of the database by every search.
 */
export interface IndexCaches {
  readonly postings: PostingCache;
  /** By segment id, sized in bytes. */
  readonly layouts: Recent<SegmentLayout>;
  /** Live versions of a collection, by its id and their fingerprint; sized in versions. */
  readonly live: Recent<ReadonlySet<string>>;
  /** Which chunks of a segment may be found, by segment and what was readable and live; sized in bytes. */
  readonly allowed: Recent<{ readonly chunks: Uint8Array | null }>;
}

const caches = new WeakMap<Kernel, IndexCaches>();

export function indexCachesOf(kernel: Kernel): IndexCaches {
  let found = caches.get(kernel);
  if (found === undefined) {
    found = {
      postings: new PostingCache(64 * MEBIBYTE),
      layouts: new Recent(32 * MEBIBYTE),
      live: new Recent(400_000),
      allowed: new Recent(16 * MEBIBYTE),
    };
    caches.set(kernel, found);
  }
  return found;
}
