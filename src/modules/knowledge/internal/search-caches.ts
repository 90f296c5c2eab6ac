import type { Kernel } from "../../../kernel/kernel.ts";
import { Recent } from "../../../kernel/recent.ts";

/**
 * What searches of this process remember. Chunks never change under their ids, so none of it is ever wrong; who may
 * read what is asked of the database by every search.
 */
export interface SearchCaches {
  /** Live versions of a collection, by its id and their fingerprint; sized in versions. */
  readonly live: Recent<ReadonlySet<string>>;
}

const caches = new WeakMap<Kernel, SearchCaches>();

export function searchCachesOf(kernel: Kernel): SearchCaches {
  let found = caches.get(kernel);
  if (found === undefined) {
    found = { live: new Recent(400_000) };
    caches.set(kernel, found);
  }
  return found;
}
