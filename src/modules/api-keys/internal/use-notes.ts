import type { Kernel } from "../../../kernel/kernel.ts";
import type { KnownKey } from "./key-cache.ts";

/** A key's last use is exact to this, ms. */
const NOTE_EVERY_MS = 60_000;
/** How long notes are collected before one statement writes them, ms. */
const COLLECT_MS = 2_000;
/** Keys of one statement; more than that within COLLECT_MS are written with their next use. */
const MOST_NOTES = 5_000;

interface Note {
  readonly workspaceId: string;
  readonly keyId: string;
  readonly at: Date;
}

/** Remembers when keys were used and writes it later, many at once, so that no request waits for it. */
export class UseNotes {
  readonly #kernel: Kernel;
  #notes = new Map<string, Note>();
  #timer: NodeJS.Timeout | undefined;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  note(key: KnownKey, nowMs: number): void {
    if (nowMs - key.notedAtMs < NOTE_EVERY_MS || this.#notes.size >= MOST_NOTES) return;
    key.notedAtMs = nowMs;
    const { actor, workspaceId } = key.holder;
    this.#notes.set(actor.keyId, { workspaceId, keyId: actor.keyId, at: new Date(nowMs) });
    this.#timer ??= setTimeout(() => void this.flush(), COLLECT_MS).unref();
  }

  /** Writes what was collected. A failure loses these notes only: the next use makes new ones. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const notes = [...this.#notes.values()];
    this.#notes = new Map();
    if (notes.length === 0) return;
    try {
      await this.#kernel.db.pool.query("select api_keys.note_uses($1, $2, $3)", [
        notes.map((note) => note.workspaceId),
        notes.map((note) => note.keyId),
        notes.map((note) => note.at),
      ]);
    } catch (error) {
      this.#kernel.log.warn({ err: error, keys: notes.length }, "Last uses of API keys were not written");
    }
  }
}
