import { type ModuleDefinition, onJob } from "../../kernel/module.ts";
import { setStorage, storageOf } from "./internal/storage.ts";
import { removeBytesJob } from "./jobs.ts";
import type { FileStorage } from "./ports.ts";
import { removeOrphans } from "./remove-orphans.ts";

const SWEEP_MS = 6 * 3_600_000;

export interface FilesOptions {
  readonly storage: FileStorage;
}

export function filesModule({ storage }: FilesOptions): ModuleDefinition {
  return {
    name: "files",
    jobs: [
      onJob(removeBytesJob, async (ctx, { keys }) => {
        for (const key of keys) await storageOf(ctx.kernel).remove(key);
      }),
    ],
    sweeps: [
      {
        name: "files.remove-orphans",
        everyMs: SWEEP_MS,
        run: async (kernel, signal) => void (await removeOrphans(kernel, signal)),
      },
    ],
    start: async (kernel) => setStorage(kernel, storage),
  };
}
