import type { Kernel } from "../../../kernel/kernel.ts";
import { Recent } from "../../../kernel/recent.ts";

/**
 * What searches of this process remember. Chunks never change under their ids, so none of it is ever wrong; who may
 * read what is asked of the database by every search.
 */
export interface SearchCaches {
  /** Live versions of a collection, by its id and their fingerprint; sized in versions. */
  readonly live: Recent<ReadonlySet<string>>;
  /** Of questions, by workspace, model and question. */
  readonly vectors: Recent<Float32Array>;
  /** Of rerankers, in the order of the passages, by workspace, model, question and passages. */
  readonly scores: Recent<readonly number[]>;
}

/** Questions that were asked lately: 2,000 vectors of 3,072 numbers are 24 MB. */
const QUESTIONS = 2_000;

const caches = new WeakMap<Kernel, SearchCaches>();

export function searchCachesOf(kernel: Kernel): SearchCaches {
  let found = caches.get(kernel);
  if (found === undefined) {
    found = {
      live: new Recent(400_000),
      vectors: new Recent(QUESTIONS),
      scores: new Recent(QUESTIONS),
    };
    caches.set(kernel, found);
  }
  return found;
}
