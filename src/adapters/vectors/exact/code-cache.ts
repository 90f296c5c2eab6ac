import type { VectorStore } from "../../../modules/knowledge/ports.ts";
import { type Part, toPart } from "./codes.ts";

/** Versions that no search asked for in so long are gone or nobody's: they leave at the next look. */
const UNUSED_MS = 30 * 60_000;

/** Parts in memory are given out in groups of about so many bytes. */
const GROUP_BYTES = 2 * 1024 * 1024;

interface Kept {
  readonly parts: readonly Part[];
  readonly bytes: number;
  usedAt: number;
}

/** Codes of one workspace's versions in one model and dimensions. */
class Shelf {
  readonly versions = new Map<string, Kept>();
  bytes = 0;
  /** It had to leave while it was being read: what is read now is not kept. */
  evicted = false;
}

/**
 * Codes read before, as many as the memory bound allows; what was used longest ago leaves first, a workspace at a
 * time. A version's vectors never change once it is searched, so nothing in here grows stale.
 */
export class CodeCache {
  readonly #store: VectorStore;
  readonly #maximumBytes: number;
  /** In the order of use. */
  readonly #shelves = new Map<string, Shelf>();
  #bytes = 0;

  constructor(store: VectorStore, maximumBytes: number) {
    this.#store = store;
    this.#maximumBytes = maximumBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Parts of the versions, those in memory first; a workspace larger than the bound is read through. */
  async *parts(
    workspaceId: string,
    model: string,
    dimensions: number,
    versions: ReadonlySet<string>,
  ): AsyncGenerator<readonly Part[]> {
    const shelf = this.#touch(`${workspaceId} ${dimensions} ${model}`);
    const now = performance.now();
    const missing: string[] = [];
    let group: Part[] = [];
    let groupBytes = 0;
    for (const version of versions) {
      const kept = shelf.versions.get(version);
      if (kept === undefined) {
        missing.push(version);
        continue;
      }
      kept.usedAt = now;
      group.push(...kept.parts);
      groupBytes += kept.bytes;
      if (groupBytes < GROUP_BYTES) continue;
      yield group;
      group = [];
      groupBytes = 0;
    }
    yield group;
    if (missing.length === 0) return;
    this.#dropUnused(shelf, now);
    let pending: Part[] = [];
    for await (const page of this.#store.blocks(workspaceId, model, dimensions, missing)) {
      const parts = page.map(toPart);
      yield parts;
      // Blocks come version by version: one is whole when the next begins.
      for (const part of parts) {
        if (pending[0] !== undefined && pending[0].versionId !== part.versionId) {
          this.#keep(shelf, pending, now);
          pending = [];
        }
        pending.push(part);
      }
    }
    if (pending.length > 0) this.#keep(shelf, pending, now);
  }

  forget(workspaceId: string, versionId: string): void {
    for (const [key, shelf] of this.#shelves) {
      if (key.startsWith(`${workspaceId} `)) this.#drop(shelf, versionId);
    }
  }

  #touch(key: string): Shelf {
    const shelf = this.#shelves.get(key) ?? new Shelf();
    this.#shelves.delete(key);
    this.#shelves.set(key, shelf);
    return shelf;
  }

  #keep(shelf: Shelf, parts: readonly Part[], usedAt: number): void {
    const [first] = parts;
    if (first === undefined || shelf.evicted || shelf.versions.has(first.versionId)) return;
    const bytes = parts.reduce(
      (sum, { codes, scales }) => sum + codes.byteLength + scales.byteLength + 200,
      0,
    );
    for (const [key, other] of this.#shelves) {
      if (this.#bytes + bytes <= this.#maximumBytes || other === shelf) break;
      this.#bytes -= other.bytes;
      other.evicted = true;
      this.#shelves.delete(key);
    }
    if (this.#bytes + bytes > this.#maximumBytes) return;
    shelf.versions.set(first.versionId, { parts, bytes, usedAt });
    shelf.bytes += bytes;
    this.#bytes += bytes;
  }

  #drop(shelf: Shelf, versionId: string): void {
    const kept = shelf.versions.get(versionId);
    if (kept === undefined) return;
    shelf.versions.delete(versionId);
    shelf.bytes -= kept.bytes;
    this.#bytes -= kept.bytes;
  }

  #dropUnused(shelf: Shelf, now: number): void {
    for (const [versionId, { usedAt }] of shelf.versions) {
      if (now - usedAt > UNUSED_MS) this.#drop(shelf, versionId);
    }
  }
}
