import { stem } from "./terms.ts";

/** Terms that say in everyday language what a term says, in any language. */
export type Kin = (term: string) => ReadonlySet<string>;

const NONE: ReadonlySet<string> = new Set();
export const NO_KIN: Kin = () => NONE;

/** @param meanings of each, the words that say it: what the search finds by, this model reads by. Asked for when first needed. */
export function kinBy(meanings: () => readonly (readonly string[])[]): Kin {
  let built: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  return (term) => {
    built ??= build(meanings());
    return built.get(term) ?? NONE;
  };
}

function build(meanings: readonly (readonly string[])[]): Map<string, Set<string>> {
  const kin = new Map<string, Set<string>>();
  for (const meaning of meanings) {
    const terms = new Set(meaning.map(stem));
    for (const term of terms) {
      const others = kin.get(term) ?? new Set();
      for (const other of terms) if (other !== term) others.add(other);
      kin.set(term, others);
    }
  }
  return kin;
}
