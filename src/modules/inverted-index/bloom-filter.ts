/**
 * Says of most terms that a segment does not hold that it does not (Bloom: Space/Time Trade-offs in Hash Coding, 1970).
 * With 10 bits a term and 7 places one term in a hundred is looked up in vain.
 */
const BITS_PER_TERM = 10;
const PLACES = 7;

export class BloomFilterBuilder {
  #hashes = new Uint32Array(2_048);
  #length = 0;

  add(term: string): void {
    if (this.#length === this.#hashes.length) {
      const more = new Uint32Array(this.#length * 2);
      more.set(this.#hashes);
      this.#hashes = more;
    }
    this.#hashes[this.#length++] = hashOf(term, FIRST_SEED);
    this.#hashes[this.#length++] = hashOf(term, SECOND_SEED);
  }

  finish(): Buffer {
    const filter = Buffer.alloc(Math.max(8, Math.ceil((this.#length / 2) * (BITS_PER_TERM / 8))));
    const bits = filter.length * 8;
    for (let at = 0; at < this.#length; at += 2) {
      const [first = 0, second = 0] = this.#hashes.subarray(at, at + 2);
      for (let place = 0; place < PLACES; place += 1) {
        const bit = bitAt(first, second, place, bits);
        filter[bit >>> 3] = (filter[bit >>> 3] ?? 0) | (1 << (bit & 7));
      }
    }
    return filter;
  }
}

/** @param filter as {@link BloomFilterBuilder} makes it. @returns false: the term was not added */
export function mayHold(filter: Uint8Array, term: string): boolean {
  const bits = filter.length * 8;
  const first = hashOf(term, FIRST_SEED);
  const second = hashOf(term, SECOND_SEED);
  for (let place = 0; place < PLACES; place += 1) {
    const bit = bitAt(first, second, place, bits);
    if (((filter[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0) return false;
  }
  return true;
}

/** Kirsch, Mitzenmacher: Less Hashing, Same Performance (2006): all places from two hashes. */
function bitAt(first: number, second: number, place: number, bits: number): number {
  return ((first + Math.imul(place, second | 1)) >>> 0) % bits;
}

const FIRST_SEED = 0x811c9dc5;
const SECOND_SEED = 0x9747b28c;

/** FNV-1a over UTF-16 units with the finish of MurmurHash3, so that every bit counts. */
function hashOf(term: string, seed: number): number {
  let hash = seed;
  for (let at = 0; at < term.length; at += 1) hash = Math.imul(hash ^ term.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
