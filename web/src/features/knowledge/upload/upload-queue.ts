import type { ApiProblem } from "../../../api/problem.ts";
import type { AddedDocument } from "../types.ts";
import type { ChosenFile } from "./upload-rules.ts";

export const UPLOADS_AT_ONCE = 3;

/** `refused`: not sent at all. `failed`: may be tried again. */
export type UploadState = "waiting" | "sending" | "done" | "failed" | "refused";

export interface Upload {
  readonly id: string;
  readonly collectionId: string;
  readonly name: string;
  readonly path: string;
  readonly sizeBytes: number;
  /** Of the bytes that have left. */
  readonly sentBytes: number;
  readonly state: UploadState;
  /** Why it failed or was refused: a sentence. */
  readonly reason: string | null;
  readonly outcome: AddedDocument["outcome"] | null;
}

export interface SendFile {
  readonly collectionId: string;
  readonly chosen: ChosenFile;
  readonly signal: AbortSignal;
  readonly onProgress: (sentBytes: number) => void;
}

export interface UploadQueueDeps {
  /** @throws ApiProblem; the signal's reason after an abort */
  readonly send: (file: SendFile) => Promise<AddedDocument>;
  /** A file has arrived. */
  readonly onAdded: (added: AddedDocument) => void;
  readonly problemOf: (error: unknown) => ApiProblem;
  readonly newId: () => string;
}

interface Entry {
  readonly chosen: ChosenFile | null;
  readonly abort: AbortController;
}

/** Files on their way to one workspace: at most three at once, in order, each to be cancelled and tried again. */
export class UploadQueue {
  #uploads: readonly Upload[] = [];
  readonly #entries = new Map<string, Entry>();
  /** What failed for want of a connection. */
  readonly #cutOff = new Set<string>();
  readonly #listeners = new Set<() => void>();
  readonly #deps: UploadQueueDeps;

  constructor(deps: UploadQueueDeps) {
    this.#deps = deps;
  }

  readonly uploads = (): readonly Upload[] => this.#uploads;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  add(collectionId: string, files: readonly ChosenFile[]): void {
    const added = files.map((chosen) => this.#enter(collectionId, chosen, null));
    this.#set([...this.#uploads, ...added]);
    this.#fill();
  }

  /** Shows what was not sent, beside what was. */
  refuse(collectionId: string, refused: readonly { readonly path: string; readonly reason: string }[]): void {
    const shown = refused.map(({ path, reason }) => {
      const id = this.#deps.newId();
      return { ...base(id, collectionId, path, 0), state: "refused" as const, reason };
    });
    this.#set([...this.#uploads, ...shown]);
  }

  /** Takes a file off the list; one that is being sent is broken off. */
  cancel(id: string): void {
    this.#entries.get(id)?.abort.abort();
    this.#entries.delete(id);
    this.#set(this.#uploads.filter((upload) => upload.id !== id));
    this.#fill();
  }

  cancelAll(): void {
    // All at once: one after the other would begin the ones that wait.
    const underway = this.#uploads.filter(({ state }) => isUnderway(state));
    this.#set(this.#uploads.filter((upload) => !underway.includes(upload)));
    for (const { id } of underway) this.cancel(id);
  }

  retry(id: string): void {
    const entry = this.#entries.get(id);
    this.#cutOff.delete(id);
    if (!entry) return;
    this.#entries.set(id, { ...entry, abort: new AbortController() });
    this.#change(id, { state: "waiting", reason: null, sentBytes: 0 });
    this.#fill();
  }

  /** The connection is back: sends what was cut off. */
  resume(): void {
    for (const id of [...this.#cutOff]) this.retry(id);
  }

  /** Drops what has ended, well or not. */
  clear(): void {
    for (const { id, state } of this.#uploads) if (!isUnderway(state)) this.#entries.delete(id);
    this.#set(this.#uploads.filter(({ state }) => isUnderway(state)));
  }

  #enter(collectionId: string, chosen: ChosenFile, reason: string | null): Upload {
    const id = this.#deps.newId();
    this.#entries.set(id, { chosen, abort: new AbortController() });
    return { ...base(id, collectionId, chosen.path, chosen.file.size), state: "waiting", reason };
  }

  #fill(): void {
    let free = UPLOADS_AT_ONCE - this.#uploads.filter(({ state }) => state === "sending").length;
    for (const upload of this.#uploads) {
      if (free <= 0) return;
      if (upload.state !== "waiting") continue;
      free -= 1;
      void this.#send(upload);
    }
  }

  async #send({ id, collectionId }: Upload): Promise<void> {
    const entry = this.#entries.get(id);
    if (!entry?.chosen) return;
    this.#change(id, { state: "sending" });
    const { chosen, abort } = entry;
    try {
      const added = await this.#deps.send({
        collectionId,
        chosen,
        signal: abort.signal,
        onProgress: (sentBytes) => this.#change(id, { sentBytes }),
      });
      if (abort.signal.aborted) return;
      this.#change(id, { state: "done", sentBytes: chosen.file.size, outcome: added.outcome });
      this.#deps.onAdded(added);
    } catch (error) {
      if (abort.signal.aborted) return;
      const { code, detail } = this.#deps.problemOf(error);
      if (code === "network") this.#cutOff.add(id);
      this.#change(id, { state: "failed", reason: detail });
    }
    this.#fill();
  }

  #change(id: string, part: Partial<Upload>): void {
    this.#set(this.#uploads.map((upload) => (upload.id === id ? { ...upload, ...part } : upload)));
  }

  #set(uploads: readonly Upload[]): void {
    this.#uploads = uploads;
    for (const listener of this.#listeners) listener();
  }
}

export function isUnderway(state: UploadState): boolean {
  return state === "waiting" || state === "sending";
}

function base(id: string, collectionId: string, path: string, sizeBytes: number): Upload {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return {
    id,
    collectionId,
    name,
    path,
    sizeBytes,
    sentBytes: 0,
    state: "waiting",
    reason: null,
    outcome: null,
  };
}
