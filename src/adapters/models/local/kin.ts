import { everydayMeanings } from "../../../modules/retrieval/index.ts";
import { stem } from "./terms.ts";

const NONE: ReadonlySet<string> = new Set();
let built: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/** Terms that say in everyday language what a term says, in any language: what the search finds by, this model reads by. */
export function kinOf(term: string): ReadonlySet<string> {
  built ??= build();
  return built.get(term) ?? NONE;
}

function build(): Map<string, Set<string>> {
  const kin = new Map<string, Set<string>>();
  for (const meaning of everydayMeanings()) {
    const terms = new Set(meaning.map(stem));
    for (const term of terms) {
      const others = kin.get(term) ?? new Set();
      for (const other of terms) if (other !== term) others.add(other);
      kin.set(term, others);
    }
  }
  return kin;
}
