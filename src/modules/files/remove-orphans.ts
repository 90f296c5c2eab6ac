import { systemCtx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { isId } from "../../kernel/ids.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { storageOf } from "./internal/storage.ts";
import type { Tables } from "./internal/tables.gen.ts";
import { removeTemporary } from "./internal/temporary.ts";

/** Bytes may be without a row while their upload ends. */
const AGE_MS = 86_400_000;
const BATCH = 500;

/** Bytes without a row, and copies of processes that died, both older than a day. @returns how many files went */
export async function removeOrphans(kernel: Kernel, signal: AbortSignal): Promise<number> {
  const before = new Date(kernel.clock.now().getTime() - AGE_MS);
  // Copies belong to this machine and its clock: another process may be reading one right now.
  await removeTemporary(new Date(Date.now() - AGE_MS));
  let removed = 0;
  let batch: string[] = [];
  for await (const { key, writtenAt } of storageOf(kernel).list()) {
    signal.throwIfAborted();
    if (writtenAt >= before) continue;
    batch.push(key);
    if (batch.length < BATCH) continue;
    removed += await removeThose(kernel, batch);
    batch = [];
  }
  return removed + (await removeThose(kernel, batch));
}

async function removeThose(kernel: Kernel, keys: readonly string[]): Promise<number> {
  let removed = 0;
  for (const [workspaceId, own] of Map.groupBy(keys, (key) => key.split("/", 1)[0] ?? "")) {
    const kept = await keptOf(kernel, workspaceId, own);
    for (const key of own) {
      if (kept.has(key)) continue;
      await storageOf(kernel).remove(key);
      removed += 1;
    }
  }
  return removed;
}

async function keptOf(kernel: Kernel, workspaceId: string, keys: readonly string[]): Promise<Set<string>> {
  if (!isId(workspaceId)) return new Set(keys);
  const ctx = systemCtx(kernel, { kind: "job", name: "files.remove-orphans" }, workspaceId);
  const rows = await inTransaction(ctx, (tx) =>
    tx
      .withTables<Tables>()
      .selectFrom("files.file")
      .select("storage_key")
      .where("workspace_id", "=", workspaceId)
      .where("storage_key", "in", [...keys])
      .execute(),
  );
  return new Set(rows.map((row) => row.storage_key));
}
